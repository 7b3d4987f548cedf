import type { ProblemCode } from '@smart-hub/contract/problem';
import { t } from '../texts/en.js';
import { isServerError } from './error-message.js';

/** The error message of each invalid field of a form. An error of the form as a whole is under `form`. */
export type FormErrors<Field extends string> = Partial<Record<Field | 'form', string>>;

/**
 * Returns the error messages for the fields of a form from an error of the server. The messages of the server can be
 * shown to users.
 *
 * @param fields the fields of the form
 * @param byProblem the field for each problem code that concerns one field, but whose problem does not name that field
 */
export function formErrorsOf<Field extends string>(
  error: unknown,
  fields: readonly Field[],
  byProblem: Partial<Record<ProblemCode, Field>> = {},
): FormErrors<Field> {
  if (!isServerError(error)) return { form: t.notReached } as FormErrors<Field>;
  const { code, detail, errors, retryAfter } = error.problem;
  const field = byProblem[code];
  if (field !== undefined) return { [field]: detail } as FormErrors<Field>;
  if (code === 'rate.limited') return { form: t.auth.tooManyAttempts(Math.ceil(retryAfter ?? 1)) } as FormErrors<Field>;
  const byField = errors?.filter((one) => (fields as readonly string[]).includes(one.field));
  if (!byField?.length) return { form: detail } as FormErrors<Field>;
  return Object.fromEntries(byField.map((one) => [one.field, toSentence(one.message)])) as FormErrors<Field>;
}

/**
 * Returns an error for each required field that is empty; undefined if none is empty.
 *
 * @param messages the error message for each required field
 */
export function missingFields<Field extends string>(
  values: Record<Field, string>,
  messages: Partial<Record<Field, string>>,
): FormErrors<Field> | undefined {
  // A password may consist of spaces.
  const isEmpty = (field: string) =>
    (/password/i.test(field) ? values[field as Field] : values[field as Field].trim()) === '';
  const missing = Object.entries(messages).filter(([field]) => isEmpty(field));
  return missing.length > 0 ? (Object.fromEntries(missing) as FormErrors<Field>) : undefined;
}

const toSentence = (message: string) =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
