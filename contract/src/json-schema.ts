import { z } from 'zod';

/** A schema as JSON Schema. */
export interface ConvertedSchema<J> {
  /** The schema; it refers to a schema with a name as `#/$defs/<name>`. */
  readonly json: J;
  /** The schemas with a name, itself included, by name. */
  readonly named: Readonly<Record<string, J>>;
}

/**
 * Converts a schema for the generated documents of the socket.
 *
 * @param io whether to describe what is accepted or what is emitted: defaults and transformations differ
 */
export function convertSchema<J>(schema: z.ZodType, io: 'input' | 'output'): ConvertedSchema<J> {
  const {
    $schema: _,
    $defs: named = {},
    ...json
  } = z.toJSONSchema(schema, { io, reused: 'inline', unrepresentable: 'any' });
  return { json: json as J, named: named as Record<string, J> };
}
