import { isUnanswered } from '../platform/database/connection-failure.js';
import type { Outcome } from './sends.store.js';

/** Whether something may be stored that nobody was told of: for its sender it failed, and those it is for know nothing. */
export class Doubt {
  private open = false;

  /**
   * Takes what became of a group.
   *
   * @returns whether everybody is to catch up now: there was a doubt, and the database answers again. A group that it was
   *   not even asked about ends no doubt: who would catch up now would be told that it is away
   */
  isOverWith(outcomes: readonly Outcome[]): boolean {
    if (outcomes.some((outcome) => outcome.kind === 'failed' && isUnanswered(outcome.error))) {
      this.open = true;
      return false;
    }
    const isOver = this.open && outcomes.some(({ kind }) => kind !== 'failed');
    if (isOver) this.open = false;
    return isOver;
  }
}
