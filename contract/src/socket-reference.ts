import type { z } from 'zod';
import { commands, commonCommandProblems, events } from './events.js';
import { convertSchema } from './json-schema.js';
import { anchorOf, codeBlock, jsonBlock, table } from './markdown.js';
import { problems, type ProblemCode } from './problem.js';

/** The parts of a JSON Schema that the reference shows. */
interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly example?: unknown;
}

/** Addresses of the documents that the reference links to, relative to it. */
interface Links {
  readonly problems: string;
  readonly asyncApi: string;
}
const REPOSITORY_LINKS: Links = { problems: 'problems.md', asyncApi: '../contract/asyncapi.json' };

/** The most values that are listed. For a longer enumeration, such as the problem codes, only the type is shown. */
const LONGEST_ENUM = 8;

const introduction = ({ problems, asyncApi }: Links) => `# Socket.IO reference

<!-- Written by \`pnpm docs:generate\` from contract/src/events.ts. -->

Every command and event of the socket, with its fields and an example. For programs the same is in
the [AsyncAPI document](${asyncApi}).

## Connect

Connect to \`/\` with an access token from \`POST /api/auth/register\` or \`POST /api/auth/login\`:

\`\`\`js
import { io } from 'socket.io-client';

const socket = io('http://localhost:3000', { auth: { token } });
socket.on('connect_error', ({ data }) => console.error(data)); // the handshake was refused: \`data\` is a problem
socket.on('new_message', (message) => console.log(message.content));
socket.emit('send_message', { receiverId, content: 'Hello!' }, (response) => {
  if ('error' in response) console.error(response.error.code);
  else console.log('stored as message', response.seq);
});
\`\`\`

The server acknowledges every command, after it has been committed: with the result, or with \`{ error }\`, a [problem](${problems}).
A command that is sent without an acknowledgement callback and fails is reported by the event \`command_failed\`.
Unknown fields of a payload are ignored.

Every command can fail with ${commonCommandProblems.map((code) => problemLink(code, problems)).join(', ')}; the sections below list what else each
can fail with.`;

/**
 * Returns the Socket.IO reference as Markdown: docs/socket-events.md, which the server also shows at
 * `/api/docs/socket-events`.
 *
 * @param links where the links lead; by default to the other documents in the repository
 */
export function socketReference(links: Links = REPOSITORY_LINKS): string {
  const types = new Map<string, JsonSchema>();
  const sections = [
    introduction(links),
    overview('Commands', ['command', 'purpose'], commands, ({ summary }) => [summary]),
    overview('Events', ['event', 'meaning', 'recipients'], events, ({ summary, to }) => [summary, to]),
    '## Commands in detail',
    ...Object.entries(commands).map(([name, definition]) => commandSection(name, definition, types, links)),
    '## Events in detail',
    ...Object.entries(events).map(([name, definition]) => eventSection(name, definition, types)),
  ];
  return `${[...sections, '## Types', ...typeSections(types)].join('\n\n')}\n`;
}

function overview<T extends object>(
  title: string,
  head: readonly string[],
  entries: Readonly<Record<string, T>>,
  cells: (entry: T) => readonly string[],
): string {
  const rows = Object.entries(entries).map(([name, entry]) => [`[\`${name}\`](#${name})`, ...cells(entry)]);
  return `## ${title}\n\n${table(head, rows)}`;
}

function commandSection(
  name: string,
  { summary, payload, result, problems: codes }: (typeof commands)[keyof typeof commands],
  types: Map<string, JsonSchema>,
  { problems }: Links,
): string {
  const input = schemaOf(payload, 'input', types);
  const output = schemaOf(result, 'output', types);
  return [
    `### ${name}`,
    `${summary}.`,
    `Payload:${shapeOf(input, types)}`,
    codeBlock('js', `socket.emit('${name}', ${literal(exampleOf(input, types))}, console.log);`),
    `Acknowledgement:${shapeOf(output, types)}`,
    jsonBlock(exampleOf(output, types)),
    ...(codes.length > 0 ? [`Problems: ${codes.map((code) => problemLink(code, problems)).join(', ')}.`] : []),
  ].join('\n\n');
}

function eventSection(
  name: string,
  { summary, payload, to }: (typeof events)[keyof typeof events],
  types: Map<string, JsonSchema>,
): string {
  const schema = schemaOf(payload, 'output', types);
  return [
    `### ${name}`,
    `${summary}.`,
    `Recipients: ${to}.`,
    `Payload:${shapeOf(schema, types)}`,
    jsonBlock(exampleOf(schema, types)),
  ].join('\n\n');
}

function typeSections(types: ReadonlyMap<string, JsonSchema>): string[] {
  return [...types]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => [`### Type ${name}`, schema.description, fieldTable(schema)].filter(Boolean).join('\n\n'));
}

/**
 * Converts a schema to JSON Schema. Adds it, if it has a name, and every named schema to which it refers to `types`.
 */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', types: Map<string, JsonSchema>): JsonSchema {
  const { json, named } = convertSchema<JsonSchema>(schema, io);
  for (const [name, definition] of Object.entries(named)) types.set(name, definition);
  return json;
}

/** Returns a link to a named type, or a list of the fields of a type without a name. */
function shapeOf(schema: JsonSchema, types: ReadonlyMap<string, JsonSchema>): string {
  if (schema.$ref) {
    const { properties = {} } = types.get(nameIn(schema.$ref))!;
    const fields = Object.keys(properties).map((field) => `\`${field}\``);
    return ` ${typeOf(schema)}${fields.length > 0 ? `, with ${fields.join(', ')}` : ', an object without fields'}.`;
  }
  return Object.keys(schema.properties ?? {}).length === 0 ? ' an object without fields.' : `\n\n${fieldTable(schema)}`;
}

function fieldTable(schema: JsonSchema): string {
  const rows = fieldsOf(schema, '');
  return rows.length === 0 ? 'An object without fields.' : table(['field', 'type', 'description'], rows);
}

/** One row per field; the fields of nested objects are named by their path, such as `conversation.id`. */
function fieldsOf({ properties = {}, required = [] }: JsonSchema, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([field, schema]) => {
    const path = `${prefix}${field}`;
    const optional = required.includes(field) ? '' : ', optional';
    const nested = schema.items?.properties
      ? { schema: schema.items, prefix: `${path}[].` }
      : { schema, prefix: `${path}.` };
    return [
      [`\`${path}\``, `${typeOf(schema)}${optional}`, schema.description ?? ''],
      ...fieldsOf(nested.schema, nested.prefix),
    ];
  });
}

function typeOf(schema: JsonSchema): string {
  const { $ref, enum: values, anyOf, type, items, additionalProperties, format } = schema;
  if ($ref) return `[${nameIn($ref)}](#${anchorOf(`Type ${nameIn($ref)}`)})`;
  if ('const' in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (values && values.length <= LONGEST_ENUM)
    return values.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (items) return `array of ${typeOf(items)}`;
  if (typeof additionalProperties === 'object') return `object of ${typeOf(additionalProperties)} by id`;
  const types = type === undefined ? ['any'] : [type].flat();
  return types.map((name) => (format && name === 'string' ? `string (${format})` : name)).join(' or ');
}

function exampleOf(schema: JsonSchema, types: ReadonlyMap<string, JsonSchema>): unknown {
  return schema.example ?? (schema.$ref ? types.get(nameIn(schema.$ref))!.example : undefined) ?? {};
}

function problemLink(code: ProblemCode, page: string): string {
  return `[\`${code}\`](${page}#${anchorOf(code)} "${problems[code].title}")`;
}

function nameIn(reference: string): string {
  return reference.slice('#/$defs/'.length);
}

/** Returns a value as a JavaScript literal in one line. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? `'${value}'` : String(value);
  const fields = Object.entries(value).map(
    ([key, field]) => `${/^\w+$/.test(key) ? key : `'${key}'`}: ${literal(field)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
