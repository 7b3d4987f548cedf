/**
 * How long something that is bound to happen may take on a loaded machine, in milliseconds. Where it happens, it ends the
 * wait at once: no test relies on this time to pass.
 */
export const PATIENCE_MS = 60_000;
