import { z } from 'zod';

/**
 * Text as people write it: trimmed, counted in characters (code points, as JSON Schema and PostgreSQL count), any
 * Unicode. NUL and lone surrogates are refused: PostgreSQL stores neither, so what was acknowledged would not be what
 * is on disk.
 */
export function text(min: number, max: number) {
  return z
    .string()
    .trim()
    .refine(isStorable, { error: 'must be well-formed Unicode without NUL', abort: true })
    .refine((value) => isBetween(characters(value), min, max), {
      error: min > 0 ? `must be ${min} to ${max} characters long` : `must be at most ${max} characters long`,
    })
    .meta({ minLength: min, maxLength: max });
}

/** True for a string that comes out of PostgreSQL as it went in. */
export function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

function characters(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

function isBetween(count: number, min: number, max: number): boolean {
  return count >= min && count <= max;
}
