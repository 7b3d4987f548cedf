import { z } from 'zod';
import { ProblemError } from './problem-error.js';

type Issue = z.core.$ZodIssue;

/** How many faults are reported at most. The search for faults stops at this number. */
const MAX_FINDINGS = 20;
/** How long a field name in a response may be, in characters, because the client chooses it. */
const MAX_NAME = 100;

interface Finding {
  readonly field: string;
  readonly message: string;
}

/**
 * Validates a value from a client.
 *
 * @returns the value as the schema transforms it (trimmed, with defaults)
 * @throws ProblemError `request.invalid` with one sentence per field, at most 20
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const unknown = unknownFields(schema, value);
  // Unknown fields are checked first, because the schema would build a message with the names of all of these fields.
  if (unknown.length === MAX_FINDINGS) throw invalid(unknown.map(notKnown));
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(firstPerField(findings(result.error.issues)));
  return result.data;
}

/** Returns the first unknown fields, if the schema is strict. */
function unknownFields(schema: z.ZodType, value: unknown): string[] {
  if (!(schema instanceof z.ZodObject) || !(schema.def.catchall instanceof z.ZodNever)) return [];
  if (typeof value !== 'object' || value === null) return [];
  const unknown: string[] = [];
  for (const field of Object.keys(value)) {
    if (unknown.length === MAX_FINDINGS) break;
    if (!Object.hasOwn(schema.shape, field)) unknown.push(field);
  }
  return unknown;
}

/** Returns the problem for JSON that is refused before it is parsed: see `hasTooManyStructuralCharacters`. */
export function tooManyFields(): ProblemError {
  return invalid([{ field: 'payload', message: 'payload has too many fields' }]);
}

function invalid(errors: Finding[]): ProblemError {
  return new ProblemError('request.invalid', inOneSentence(errors), { errors });
}

function inOneSentence([first, ...others]: Finding[]): string {
  if (others.length === 0) return first!.message;
  if (others.length === 1) return `${first!.message}; ${others[0]!.message}`;
  const atLeast = others.length + 1 === MAX_FINDINGS ? 'at least ' : '';
  return `${first!.message}; and ${atLeast}${others.length} more`;
}

/** Returns the first fault of each field. */
function firstPerField(all: Iterable<Finding>): Finding[] {
  const byField = new Map<string, Finding>();
  for (const finding of all) {
    if (byField.size === MAX_FINDINGS) break;
    if (!byField.has(finding.field)) byField.set(finding.field, finding);
  }
  return [...byField.values()];
}

function* findings(issues: readonly Issue[]): Iterable<Finding> {
  for (const issue of issues) {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) yield notKnown(path === '' ? key : `${path}.${key}`);
    else yield toFinding(path || 'payload', describeIssue(issue));
  }
}

function notKnown(field: string): Finding {
  return toFinding(field, 'is not a known field');
}

function toFinding(name: string, text: string): Finding {
  // Truncating may split a surrogate pair.
  const field = name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 1).toWellFormed()}…`;
  return { field, message: `${field} ${text}` };
}

function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case 'custom':
      return issue.message;
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'is required' : `must be ${withArticle(issue.expected)}`;
    case 'invalid_format':
      return `must be ${issue.format === 'uuid' ? 'a UUID' : issue.format === 'email' ? 'an e-mail address' : issue.format}`;
    case 'invalid_key':
      return describeIssue(issue.issues[0]!);
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
