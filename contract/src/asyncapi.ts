import type { z } from 'zod';
import { commands, commonCommandProblems, events } from './events.js';
import { convertSchema, type ConvertedSchema } from './json-schema.js';
import { problems, type ProblemCode } from './problem.js';

type Json = Record<string, unknown>;

/** Generates the AsyncAPI 3.0 document of the socket: all commands and events, from the schemas that validate them. */
export function asyncApiDocument(): Json {
  const schemas: Json = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => jsonSchemaOf(schema, io, schemas);
  const document: Json = {
    asyncapi: '3.0.0',
    info: {
      title: 'Smart Communication Hub: the socket',
      version: '1',
      description:
        'Socket.IO at `/`, with `auth: { token }`. The acknowledgement of a command is its result, or `{ error: problem }`. Without an acknowledgement, a failure is emitted as `command_failed`. A rejected handshake fails with `connect_error`, which has the problem in `data`.',
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/',
        messages: {
          ...mapEntries(commands, (name, { summary, payload }) => message(name, summary, schemaOf(payload, 'input'))),
          ...mapEntries(
            commands,
            (name, { result, problems: codes }) =>
              message(
                `${name}.ack`,
                `The acknowledgement of ${name}. ${listProblems([...codes, ...commonCommandProblems])}`,
                {
                  anyOf: [
                    schemaOf(result, 'output'),
                    {
                      type: 'object',
                      properties: { error: schemaOf(events.command_failed.payload.shape.error, 'output') },
                    },
                  ],
                },
              ),
            (name) => `${name}.ack`,
          ),
          ...mapEntries(events, (name, { summary, payload, to }) =>
            message(name, `${summary}. To: ${to}.`, schemaOf(payload, 'output')),
          ),
        },
      },
    },
    operations: {
      ...mapEntries(commands, (name, { summary }) => ({
        action: 'receive',
        summary,
        channel: { $ref: '#/channels/socket' },
        messages: [reference(name)],
        reply: { channel: { $ref: '#/channels/socket' }, messages: [reference(`${name}.ack`)] },
      })),
      ...mapEntries(events, (name, { summary }) => ({
        action: 'send',
        summary,
        channel: { $ref: '#/channels/socket' },
        messages: [reference(name)],
      })),
    },
  };
  return { ...document, components: { schemas } };
}

function message(name: string, summary: string, payload: Json): Json {
  return { name, summary, payload };
}

function reference(name: string): Json {
  return { $ref: `#/channels/socket/messages/${name}` };
}

/** Converts a schema to JSON Schema. Adds named schemas to `schemas`, and refers to them. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const text = JSON.stringify(convertSchema(schema, io)).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { json, named } = JSON.parse(text) as ConvertedSchema<Json>;
  Object.assign(schemas, named);
  return json;
}

function listProblems(codes: ProblemCode[]): string {
  return `Problems: ${codes.map((code) => `\`${code}\` (${problems[code].title})`).join(', ')}.`;
}

function mapEntries<T extends object, U>(
  record: T,
  map: (name: string, value: T[keyof T]) => U,
  rename: (name: string) => string = (name) => name,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [rename(name), map(name, value as T[keyof T])]),
  );
}
