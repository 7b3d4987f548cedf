import { z } from 'zod';
import { validate } from './validation.js';
import { ProblemError } from './problem-error.js';

function refusalOf(schema: z.ZodType, value: unknown): ProblemError {
  try {
    validate(schema, value);
  } catch (error) {
    if (error instanceof ProblemError) return error;
  }
  throw new Error('The value was accepted.');
}
const sentencesOf = (schema: z.ZodType, value: unknown) =>
  refusalOf(schema, value).extensions.errors?.map((error) => error.message);

const numbered = (count: number, entry: (index: number) => [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));

describe('validation', () => {
  it('returns the value as the schema transforms it', () => {
    const schema = z.object({ name: z.string().trim(), limit: z.coerce.number().default(5) });

    expect(validate(schema, { name: ' Ana ', other: 1 })).toEqual({ name: 'Ana', limit: 5 });
  });

  it.each<[string, z.ZodType, unknown, string]>([
    ['is missing', z.string(), undefined, 'is required'],
    ['must be text', z.string(), 5, 'must be text'],
    ['must be a number', z.coerce.number(), 'x', 'must be a number'],
    ['must be whole', z.int(), 1.5, 'must be a whole number'],
    ['must be an object', z.object({}), 'x', 'must be an object'],
    ['must be an object of any keys', z.record(z.string(), z.int()), [], 'must be an object'],
    ['must be a list', z.array(z.string()), {}, 'must be an array'],
    ['must be true or false', z.boolean(), 'x', 'must be a boolean'],
    ['must be a UUID', z.uuid(), 'x', 'must be a UUID'],
    ['must be an e-mail', z.email(), 'x', 'must be an e-mail address'],
    ['is too short', z.string().min(2), 'x', 'must be at least 2 characters long'],
    ['is too long', z.string().max(2), 'xxx', 'must be at most 2 characters long'],
    ['is too small', z.number().min(1), 0, 'must be at least 1'],
    ['is too large', z.number().max(9), 10, 'must be at most 9'],
    ['breaks a rule with a custom message', z.string().refine(() => false, 'must rhyme'), 'x', 'must rhyme'],
  ])('reports that a field %s', (_, field, value, words) => {
    expect(sentencesOf(z.object({ field }), { field: value })).toEqual([`field ${words}`]);
  });

  it('reports an invalid key', () => {
    expect(sentencesOf(z.record(z.uuid(), z.int()), { x: 1 })).toEqual(['x must be a UUID']);
  });

  it('reports both faults in the detail when there are two', () => {
    expect(refusalOf(z.object({ name: z.string(), id: z.uuid() }), {}).message).toBe(
      'name is required; id is required',
    );
  });

  it('reports one sentence per field, and in the detail the first one and the number of the others', () => {
    const schema = z.strictObject({ name: z.string().min(2).regex(/x/), deep: z.object({ id: z.uuid() }) });

    const refusal = refusalOf(schema, { name: 'a', deep: { id: 1 }, extra: 1, more: 2 });

    expect(refusal.code).toBe('request.invalid');
    expect(refusal.extensions.errors).toEqual([
      { field: 'name', message: 'name must be at least 2 characters long' },
      { field: 'deep.id', message: 'deep.id must be text' },
      { field: 'extra', message: 'extra is not a known field' },
      { field: 'more', message: 'more is not a known field' },
    ]);
    expect(refusal.message).toBe('name must be at least 2 characters long; and 3 more');
  });

  it.each<[string, z.ZodType, (count: number) => unknown]>([
    ['unknown fields', z.strictObject({}), (count) => numbered(count, (i) => [`field${i}`, 1])],
    [
      'unknown fields inside a field',
      z.object({ deep: z.strictObject({}) }),
      (count) => ({ deep: numbered(count, (i) => [`f${i}`, 1]) }),
    ],
    ['invalid keys', z.record(z.uuid(), z.int()), (count) => numbered(count, (i) => [`key${i}`, 1])],
    ['invalid items', z.array(z.int()), (count) => Array.from({ length: count }, () => 'x')],
  ])('reports at most 20 %s', (_, schema, make) => {
    for (const count of [20, 21, 3000]) {
      const refusal = refusalOf(schema, make(count));

      expect(refusal.extensions.errors).toHaveLength(20);
      expect(refusal.message).toBe(`${refusal.extensions.errors![0]!.message}; and at least 19 more`);
    }
    expect(refusalOf(schema, make(19)).message).toMatch(/; and 18 more$/);
    expect(refusalOf(schema, make(1)).message).not.toMatch(/more/);
  });

  it('truncates the names of fields, which the client chooses, to 100 characters', () => {
    const long = '😀'.repeat(100_000);

    for (const schema of [z.strictObject({}), z.record(z.uuid(), z.int())]) {
      const { message, extensions } = refusalOf(schema, { [`x${long}`]: 1 });
      expect(extensions.errors![0]!.field).toMatch(/^x(😀){49}…$/u);
      expect(message.length).toBeLessThan(200);
    }
    expect(sentencesOf(z.strictObject({}), { ['y'.repeat(100)]: 1 })).toEqual([
      `${'y'.repeat(100)} is not a known field`,
    ]);
    expect(refusalOf(z.strictObject({}), { [long]: 1 }).message.isWellFormed()).toBe(true);
  });

  it('names the field `payload` when the value as a whole is invalid', () => {
    for (const value of [undefined, null, 1, 'x', []]) {
      expect(sentencesOf(z.object({}), value)).toEqual([expect.stringMatching(/^payload (is|must be) /)]);
    }
  });
});
