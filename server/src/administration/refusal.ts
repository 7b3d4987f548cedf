/** Why a command of the operator was not carried out, in a sentence: shown without a stack. Exit code 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
