import { commands, type CommandName } from '@smart-hub/contract/events';
import { problems } from '@smart-hub/contract/problem';
import { localProblems } from './local-problem.js';
import { payloadProblem } from './payload-check.js';

const id = '018f3b1c-7a00-7000-8000-000000000001';
const other = '018F3B1C-7A00-7000-8000-ABCDEF000000';
const ids = [
  id,
  other,
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '018f3b1c-7a00-9000-8000-000000000001',
  '018f3b1c-7a00-7000-7000-000000000001',
  `${id}\n`,
  ` ${id}`,
  'nobody',
  '',
  null,
  7,
  {},
  [id],
];
const contents = [
  'Hello',
  ' a ',
  'x'.repeat(8000),
  'x'.repeat(8001),
  '😀'.repeat(8000),
  '😀'.repeat(8001),
  `  ${'x'.repeat(8000)}\n`,
  '',
  ' \n\t\u00a0\u3000\ufeff',
  '\u200b',
  '\u200d\u2060',
  '\u00ad',
  '\u0085',
  '\u2800',
  '\ufe0f',
  '\u0301',
  '\u0001',
  '\ud800',
  'a\0',
  'a\udc00b',
  undefined,
  null,
  42,
  ['a'],
  {},
];
const clientMessageIds = [
  'a',
  'x'.repeat(64),
  'x'.repeat(65),
  '😀'.repeat(32),
  '😀'.repeat(33),
  '',
  '\0',
  '\ud800',
  null,
  1,
];
const counts = [0, 1, 2_147_483_647, 2_147_483_648, -1, 1.5, NaN, Infinity, '1', null, undefined];
const flags = [true, false, null, 'true', 0, undefined];
const payloads = [undefined, null, 'text', 7, [], {}];

const messages = [
  ...ids.map((receiverId) => ({ receiverId, content: 'a' })),
  ...ids.map((conversationId) => ({ conversationId, content: 'a' })),
  ...ids.map((replyTo) => ({ receiverId: id, content: 'a', replyTo })),
  ...contents.map((content) => ({ receiverId: id, content })),
  ...clientMessageIds.map((clientMessageId) => ({ receiverId: id, content: 'a', clientMessageId })),
  { content: 'a' },
  { receiverId: id, conversationId: other, content: 'a' },
  { receiverId: 'nobody', content: '', clientMessageId: '' },
  { receiverId: id, content: 'a', more: { of: 'it' } },
];
const marks = [
  ...ids.map((conversationId) => ({ conversationId, seq: 1 })),
  ...counts.map((seq) => ({ conversationId: id, seq })),
  ...flags.map((secret) => ({ conversationId: id, seq: 1, private: secret })),
];
const typing = [
  ...ids.map((conversationId) => ({ conversationId, active: true })),
  ...flags.map((active) => ({ conversationId: id, active })),
];

/** Returns the fields that the contract's schema reports; `payload` when the whole payload has the wrong type. */
const faultsOf = (name: CommandName, payload: unknown) => [
  ...new Set(commands[name].payload.safeParse(payload).error?.issues.map(({ path }) => path.join('.') || 'payload')),
];

describe('the payload check of a command', () => {
  it.each<[CommandName, unknown[]]>([
    ['send_message', [...messages, ...payloads]],
    ['mark_read', [...marks, ...payloads]],
    ['mark_delivered', [...marks.map(({ conversationId, seq }) => ({ conversationId, seq })), ...payloads]],
    ['typing', [...typing, ...payloads]],
    ['sync', [{ conversations: {} }, { conversations: { [id]: 1 } }, { conversations: [] }, ...payloads]],
    ['ping', [undefined, {}, { more: 1 }]],
  ])('refuses the same payloads of %s as the schema of the contract, and names the same fields', (name, samples) => {
    for (const payload of samples) {
      const problem = payloadProblem(name, payload);
      const found = { payload, fields: problem?.errors?.map(({ field }) => field) ?? [] };
      expect(found).toEqual({ payload, fields: faultsOf(name, payload) });
    }
  });

  it('returns a message for each field that is not valid', () => {
    expect(payloadProblem('send_message', { receiverId: 'nobody', content: '' })).toMatchObject({
      code: 'request.invalid',
      retryable: false,
      detail: 'receiverId must be a UUID; and 1 more',
      message: ['receiverId must be a UUID', 'content must be 1 to 8000 characters long'],
    });
    expect(payloadProblem('send_message', { content: 'a' })?.detail).toBe(
      'receiverId or conversationId is required, but not both',
    );
  });

  it('refuses a command that is larger than the server accepts, even if only an unknown field is large', () => {
    const padded = (length: number) => ({ receiverId: id, content: 'a', more: 'é'.repeat(length) });
    expect(payloadProblem('send_message', padded(149_000))).toBeUndefined();
    expect(payloadProblem('send_message', padded(150_000))).toMatchObject({ code: 'request.too_large' });
    const circular: Record<string, unknown> = { receiverId: id, content: 'a' };
    circular.more = circular;
    expect(payloadProblem('send_message', circular)?.detail).toBe('payload cannot be written as JSON');
    expect(payloadProblem('ping', { more: 1n } as never)?.detail).toBe('payload cannot be written as JSON');
  });

  it('returns problems with the status and title that the contract defines for their codes', () => {
    expect(problems).toMatchObject(localProblems);
  });
});
