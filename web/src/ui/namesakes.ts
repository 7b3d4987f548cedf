import { t } from '../texts/en.js';
import { fullDateOf } from '../texts/times.js';

interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly handle?: string;
  /** The day on which the person joined, such as `2026-01-31`. */
  readonly joinedAt?: string;
}

/**
 * Returns what distinguishes people with the same name in a list: their handle; for people without one, the day on
 * which they joined.
 *
 * @param handles whether to return handles only for people with the same name as another person, or for all people
 * @returns the distinctions by user id
 */
export function distinctionsIn(
  people: readonly ListedPerson[],
  handles: 'of namesakes' | 'all',
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const shared = new Set<string>();
  for (const { id, name } of people) {
    const key = keyOf(name);
    if ((ids.get(key) ?? id) !== id) shared.add(key);
    ids.set(key, id);
  }
  const distinctions = new Map<string, string>();
  for (const person of people) {
    const isNamesake = shared.has(keyOf(person.name));
    const distinction = isNamesake || handles === 'all' ? distinctionOf(person, isNamesake) : undefined;
    if (distinction !== undefined) distinctions.set(person.id, distinction);
  }
  return distinctions;
}

function distinctionOf({ handle, joinedAt }: ListedPerson, isNamesake: boolean): string | undefined {
  if (handle !== undefined) return `@${handle}`;
  return isNamesake && joinedAt !== undefined ? t.conversations.joined(fullDateOf(joinedAt)) : undefined;
}

/**
 * Returns a key that is the same for names that differ only in case. Must be fast: it runs for all conversations of a
 * list on each change.
 */
const keyOf = (name: string): string => name.toLowerCase();
