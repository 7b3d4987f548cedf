import { z } from 'zod';
import { textFault } from './text-rules.js';

/**
 * Returns a schema of Unicode text whose length is counted in characters (code points, as JSON Schema and PostgreSQL
 * count them). Rejects NUL and lone surrogates: PostgreSQL cannot store them, so the stored text would differ from the
 * acknowledged one.
 *
 * @param clean converts the typed text into the stored form
 * @param faultOf validates the stored form, at least as strictly as {@link textFault}; returns an error message to
 *   append to the field name, or undefined
 */
export function text(
  min: number,
  max: number,
  clean: (typed: string) => string = (typed) => typed.trim(),
  faultOf: (stored: string) => string | undefined = (stored) => textFault(stored, { min, max }),
) {
  return z
    .string()
    .overwrite(clean)
    .superRefine((value, context) => {
      const fault = faultOf(value);
      if (fault !== undefined) context.addIssue(fault);
    })
    .meta({ minLength: min, maxLength: max });
}
