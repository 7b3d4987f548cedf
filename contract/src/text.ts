import { z } from 'zod';
import { textFault } from './text-rules.js';

/**
 * Text as people write it: trimmed, counted in characters (code points, as JSON Schema and PostgreSQL count), any
 * Unicode. NUL and lone surrogates are refused: PostgreSQL stores neither, so what was acknowledged would not be what
 * is on disk.
 */
export function text(min: number, max: number) {
  return z
    .string()
    .trim()
    .superRefine((value, context) => {
      const fault = textFault(value, { min, max });
      if (fault !== undefined) context.addIssue(fault);
    })
    .meta({ minLength: min, maxLength: max });
}
