import { z } from 'zod';

const WHOLE_NUMBER = /^-?\d+$/;

/**
 * A whole number in a query, where everything is text: its digits. What JavaScript takes for a number besides is refused,
 * the empty text above all: `?before=` would be `before=0`.
 */
export function inQuery<S extends z.ZodType<number>>(schema: S) {
  const read = (value: number | string) =>
    typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value;
  return z.preprocess(read, schema);
}
