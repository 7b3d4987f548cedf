import { asyncApiDocument } from './asyncapi.js';
import { commands, events } from './events.js';

type Json = Record<string, unknown>;

const document = asyncApiDocument();
const messages = (document['channels'] as { socket: { messages: Record<string, Json> } }).socket.messages;

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref } = value as { $ref?: unknown };
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(value).flatMap(referencesIn)];
}

function at(pointer: string): unknown {
  const keys = pointer.replace('#/', '').split('/');
  return keys.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
}

describe('the AsyncAPI document', () => {
  it('has exactly the commands, their acknowledgements and the events', () => {
    const names = [...Object.keys(commands).flatMap((name) => [name, `${name}.ack`]), ...Object.keys(events)];

    expect(Object.keys(messages).toSorted()).toEqual(names.toSorted());
  });

  it('has no dangling references', () => {
    const references = referencesIn(document);

    expect(references).toContain('#/components/schemas/Message');
    expect(references.filter((reference) => at(reference) === undefined)).toEqual([]);
  });
});
