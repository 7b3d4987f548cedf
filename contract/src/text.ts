import { z } from 'zod';
import { textFault } from './text-rules.js';

/**
 * Any Unicode, counted in characters (code points, as JSON Schema and PostgreSQL count). NUL and lone surrogates are
 * refused: PostgreSQL stores neither, so what was acknowledged would not be what is on disk.
 *
 * @param clean makes of what was typed what is stored
 * @param faultOf what is wrong with that, in words that follow the name of the field; what {@link textFault} finds, and more
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
