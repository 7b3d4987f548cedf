/** A reason not to start that the operator can act on: one sentence, shown without a stack; the process then exits with 1. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
