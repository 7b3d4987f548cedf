/** How long somebody waits for an answer, in milliseconds. */
const PATIENCE_MS = 20_000;

/** Gives up a request that is not answered in time. */
export const patience = (): AbortSignal => AbortSignal.timeout(PATIENCE_MS);

/** What did not come is asked for again after this, in milliseconds. */
export const AGAIN_MS = 2000;
