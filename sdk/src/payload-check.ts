import type { CommandName } from '@smart-hub/contract/events';
import type { Problem } from '@smart-hub/contract/problem';
import { CLIENT_MESSAGE_ID_CHARACTERS, COMMAND_BYTES, contentFault, textFault } from '@smart-hub/contract/text-rules';
import { validationProblem, localProblem } from './local-problem.js';

/**
 * Returns what is wrong with the value of a field, as the rest of a sentence after the field's name: "must be text".
 */
type Check = (value: unknown) => string | undefined;
type Fields = Readonly<Record<string, unknown>>;

const UUID =
  /^(?:[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}|0{8}(?:-0{4}){3}-0{12}|f{8}(?:-f{4}){3}-f{12})$/i;
/** The maximum of an integer column of PostgreSQL. */
const MAX_COUNT = 2_147_483_647;
/** The size of what precedes the JSON in a packet, in bytes: the packet type and the acknowledgement id. */
const PACKET_FRAME_BYTES = 16;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text =
  (check: (value: string) => string | undefined): Check =>
  (value) => {
    if (value === undefined) return 'is required';
    return typeof value === 'string' ? check(value) : 'must be text';
  };
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

const id = text((value) => (UUID.test(value) ? undefined : 'must be a UUID'));
const content = text(contentFault);
const clientMessageId = text((value) => textFault(value, CLIENT_MESSAGE_ID_CHARACTERS));
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be a boolean');
const count: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_COUNT
    ? undefined
    : `must be a whole number from 0 to ${MAX_COUNT}`;
const object: Check = (value) => (isObject(value) ? undefined : 'must be an object');

const position = { conversationId: id, seq: count };
const checks: { readonly [C in CommandName]?: Readonly<Record<string, Check>> } = {
  send_message: {
    receiverId: optional(id),
    conversationId: optional(id),
    content,
    clientMessageId: optional(clientMessageId),
    replyTo: optional(id),
  },
  mark_read: { ...position, private: optional(flag) },
  mark_delivered: position,
  typing: { conversationId: id, active: flag },
  sync: { conversations: object },
};

/**
 * Returns the problem with which the server would refuse a command; undefined if the payload is valid. Repeats the
 * checks of the contract's schemas without zod. Must not refuse a payload that the schemas accept, unless the payload
 * is too large.
 */
export function payloadProblem(name: CommandName, payload: unknown): Problem | undefined {
  const fields = checks[name];
  if (fields && !isObject(payload))
    return validationProblem([{ field: 'payload', message: 'payload must be an object' }]);
  const faults = fields ? faultsOf(fields, payload as Fields) : [];
  if (name === 'send_message') faults.push(...recipientFaults(payload as Fields));
  return faults.length === 0 ? sizeProblem([name, payload]) : validationProblem(faults);
}

function faultsOf(fields: Readonly<Record<string, Check>>, payload: Fields): { field: string; message: string }[] {
  return Object.entries(fields).flatMap(([field, check]) => {
    const fault = check(payload[field]);
    return fault === undefined ? [] : [{ field, message: `${field} ${fault}` }];
  });
}

function recipientFaults({ receiverId, conversationId }: Fields) {
  if ((receiverId === undefined) !== (conversationId === undefined)) return [];
  return [{ field: 'receiverId', message: 'receiverId or conversationId is required, but not both' }];
}

function sizeProblem(packet: unknown): Problem | undefined {
  let json: string;
  try {
    json = JSON.stringify(packet);
  } catch {
    return validationProblem([{ field: 'payload', message: 'payload cannot be written as JSON' }]);
  }
  if (json.length * 3 + PACKET_FRAME_BYTES <= COMMAND_BYTES) return undefined;
  const bytes = new TextEncoder().encode(json).length + PACKET_FRAME_BYTES;
  if (bytes <= COMMAND_BYTES) return undefined;
  return localProblem('request.too_large', `The command has ${bytes} bytes; the maximum is ${COMMAND_BYTES}.`);
}
