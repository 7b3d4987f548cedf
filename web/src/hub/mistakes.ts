import type { ProblemCode } from '@smart-hub/contract/problem';
import { t } from '../texts/en.js';
import { isAnswer } from './reason.js';

/** What is wrong with each field of a form, in words; with the whole of it under `form`. */
export type Mistakes<Field extends string> = Partial<Record<Field | 'form', string>>;

/**
 * Why the server refused a form, by field where it says so: its words are made for people.
 *
 * @param fields that the form has
 * @param byProblem the fields that problems are about which name none
 */
export function mistakesIn<Field extends string>(
  error: unknown,
  fields: readonly Field[],
  byProblem: Partial<Record<ProblemCode, Field>> = {},
): Mistakes<Field> {
  if (!isAnswer(error)) return { form: t.notReached } as Mistakes<Field>;
  const { code, detail, errors, retryAfter } = error.problem;
  const field = byProblem[code];
  if (field !== undefined) return { [field]: detail } as Mistakes<Field>;
  if (code === 'rate.limited') return { form: t.auth.tooMany(Math.ceil(retryAfter ?? 1)) } as Mistakes<Field>;
  const byField = errors?.filter((one) => (fields as readonly string[]).includes(one.field));
  if (!byField?.length) return { form: detail } as Mistakes<Field>;
  return Object.fromEntries(byField.map((one) => [one.field, sentence(one.message)])) as Mistakes<Field>;
}

/** The fields that were left empty. @param words what to say of each that is needed */
export function missingIn<Field extends string>(
  values: Record<Field, string>,
  words: Partial<Record<Field, string>>,
): Mistakes<Field> | undefined {
  // Spaces may be a password.
  const isEmpty = (field: string) =>
    (/password/i.test(field) ? values[field as Field] : values[field as Field].trim()) === '';
  const missing = Object.entries(words).filter(([field]) => isEmpty(field));
  return missing.length > 0 ? (Object.fromEntries(missing) as Mistakes<Field>) : undefined;
}

const sentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
