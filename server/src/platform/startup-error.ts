/**
 * A reason not to start that the operator can act on. Its message, one sentence, is shown without a stack; the process
 * exits with code 1.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
