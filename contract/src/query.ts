import { z } from 'zod';

const INTEGER = /^-?\d+$/;

/**
 * Makes a schema of a number or a boolean accept the text of a query parameter: decimal digits, `true` or `false`.
 * Rejects other texts that JavaScript would convert, above all the empty one: `?before=` would mean `before=0`.
 */
export function inQuery<S extends z.ZodType<number | boolean>>(schema: S) {
  return z.preprocess(parseQueryText, schema);
}

function parseQueryText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (INTEGER.test(value)) return Number(value);
  return value === 'true' || value === 'false' ? value === 'true' : value;
}
