import { z } from 'zod';

const WHOLE_NUMBER = /^-?\d+$/;

/**
 * A whole number or a truth value in a query, where everything is text: its digits, `true` or `false`. What JavaScript takes for
 * one besides is refused, the empty text above all: `?before=` would be `before=0`.
 */
export function inQuery<S extends z.ZodType<number | boolean>>(schema: S) {
  return z.preprocess(read, schema);
}

function read(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (WHOLE_NUMBER.test(value)) return Number(value);
  return value === 'true' || value === 'false' ? value === 'true' : value;
}
