import type { z } from 'zod';
import { ProblemError } from './problem-error.js';

type Issue = z.core.$ZodIssue;

/**
 * Checks a value that came from outside.
 *
 * @returns the value as the schema makes it (trimmed, with defaults)
 * @throws ProblemError `request.invalid` with one sentence per field
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(result.error.issues);
  return result.data;
}

/** The problem of a value that a schema refused. */
export function invalid(issues: readonly Issue[]): ProblemError {
  const sentences = new Map<string, string>();
  for (const issue of issues.flatMap(perField)) {
    if (!sentences.has(issue.field)) sentences.set(issue.field, `${issue.field} ${issue.words}`);
  }
  const errors = [...sentences].map(([field, message]) => ({ field, message }));
  return new ProblemError('request.invalid', errors.map((error) => error.message).join('; '), { errors });
}

function perField(issue: Issue): { field: string; words: string }[] {
  const field = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field: field || 'payload', words: words(issue) }];
  return issue.keys.map((key) => ({ field: [field, key].filter(Boolean).join('.'), words: 'is not a known field' }));
}

function words(issue: Issue): string {
  switch (issue.code) {
    case 'custom':
      return issue.message;
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'is required' : `must be ${withArticle(issue.expected)}`;
    case 'invalid_format':
      return `must be ${issue.format === 'uuid' ? 'a UUID' : issue.format === 'email' ? 'an e-mail address' : issue.format}`;
    case 'invalid_key':
      return words(issue.issues[0]!);
    case 'too_small':
      return `must be at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unit(issue.origin)}`;
    default:
      return 'is not valid';
  }
}

function withArticle(type: string): string {
  const name = { string: 'text', int: 'whole number', record: 'object' }[type] ?? type;
  if (name === 'text') return name;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters long' : '';
}
