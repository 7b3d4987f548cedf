import { t } from '../texts/en.js';
import { fullDateOf } from '../texts/times.js';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly handle?: string;
  /** The day on which they joined. */
  readonly joinedAt?: string;
}

/**
 * What tells the people of a list apart, by their ids: the handle, or the day of joining, of those whose name another one has, too.
 *
 * @param handles which handles to show: those of namesakes, or all
 */
export function distinctionsIn(
  people: readonly Listed[],
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

function distinctionOf({ handle, joinedAt }: Listed, isNamesake: boolean): string | undefined {
  if (handle !== undefined) return `@${handle}`;
  return isNamesake && joinedAt !== undefined ? t.conversations.joined(fullDateOf(joinedAt)) : undefined;
}

/** Names that differ in case alone look alike. Cheap: it is done for every conversation of a list, whenever one of them changes. */
const keyOf = (name: string): string => name.toLowerCase();
