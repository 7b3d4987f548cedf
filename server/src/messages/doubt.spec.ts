import { Doubt } from './doubt.js';
import type { Outcome } from './sends.store.js';

const failed = (code: string): Outcome => ({ kind: 'failed', error: Object.assign(new Error('x'), { code }) });
const UNANSWERED = failed('ECONNRESET');
const UNASKED = failed('ECONNREFUSED');
const REFUSED = failed('23514');
const ANSWERED: Outcome = { kind: 'not_participant' };

describe('a doubt', () => {
  it('is over, once, when the database answers again', () => {
    const doubt = new Doubt();

    expect(doubt.isOverWith([ANSWERED])).toBe(false);
    expect(doubt.isOverWith([UNANSWERED])).toBe(false);
    expect(doubt.isOverWith([ANSWERED])).toBe(true);
    expect(doubt.isOverWith([ANSWERED])).toBe(false);
  });

  it('lasts while the database is away', () => {
    const doubt = new Doubt();

    expect(doubt.isOverWith([UNANSWERED])).toBe(false);
    expect(doubt.isOverWith([UNASKED])).toBe(false);
    expect(doubt.isOverWith([REFUSED, ANSWERED])).toBe(true);
  });

  it('lasts when a part of a group was answered, and the rest was not', () => {
    const doubt = new Doubt();

    expect(doubt.isOverWith([ANSWERED, UNANSWERED])).toBe(false);
    expect(doubt.isOverWith([ANSWERED])).toBe(true);
  });

  it('does not arise where nothing was asked', () => {
    const doubt = new Doubt();

    expect(doubt.isOverWith([UNASKED])).toBe(false);
    expect(doubt.isOverWith([ANSWERED])).toBe(false);
  });
});
