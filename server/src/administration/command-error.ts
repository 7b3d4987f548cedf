/** Ends an operator command with exit code 1. The message is a sentence, and is printed without a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
