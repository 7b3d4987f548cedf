import { z } from 'zod';
import { SyncBody, SyncRequest } from './sync.js';

const id = (index: number) => `018f3b1c-7a00-7000-8000-${String(index).padStart(12, '0')}`;
const map = (count: number, key: (index: number) => string, rev: unknown = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [key(index), rev]));
const issuesOf = (conversations: unknown) => SyncRequest.safeParse({ conversations }).error?.issues ?? [];

describe('a sync request', () => {
  it('accepts up to 5,000 conversations, and lower-cases their ids', () => {
    const conversations = { ...map(4999, id), '018F3B1C-7A00-7000-8000-ABCDEF000000': 7 };

    const parsed = SyncBody.parse({ conversations });

    expect(Object.keys(parsed.conversations)).toHaveLength(5000);
    expect(parsed.conversations['018f3b1c-7a00-7000-8000-abcdef000000']).toBe(7);
    expect(SyncBody.parse({ conversations: {} })).toEqual({ conversations: {} });
  });

  it('is rejected with more than 5,000 conversations, which are not validated', () => {
    for (const conversations of [map(5001, id), map(40_000, (index) => `key${index}`)]) {
      expect(issuesOf(conversations)).toMatchObject([
        { path: ['conversations'], message: 'must name at most 5000 conversations' },
      ]);
    }
  });

  it.each([
    ['keys', map(5000, (index) => `key${index}`)],
    ['revisions', map(5000, id, 'x')],
    ['entries among valid ones', { ...map(2000, id), ...map(2000, (index) => `key${index}`) }],
  ])('is rejected with an issue for each of the first 20 invalid %s', (_, conversations) => {
    expect(issuesOf(conversations)).toHaveLength(20);
  });

  it('is rejected with an issue for every invalid entry when there are fewer than 20', () => {
    const conversations = { ...map(3000, id), x: 1, [id(1)]: -1, [id(2)]: 1.5 };

    const paths = issuesOf(conversations).map(({ path }) => path[1]);

    expect(new Set(paths)).toEqual(new Set(['x', id(1), id(2)]));
  });

  it('ignores the key __proto__, and validates the other entries', () => {
    const conversations = JSON.parse(`{"__proto__": "x", "${id(1)}": 3}`) as unknown;

    expect(SyncRequest.parse({ conversations })).toEqual({ conversations: { [id(1)]: 3 } });
  });

  it.each([undefined, null, 1, 'x', [], [1]])('is rejected when `conversations` is %p', (conversations) => {
    expect(issuesOf(conversations)).toMatchObject([{ code: 'invalid_type', path: ['conversations'] }]);
    expect(SyncRequest.safeParse({}).success).toBe(false);
  });

  it('is documented with a required map of ids to numbers', () => {
    const { $defs } = z.toJSONSchema(SyncBody, { io: 'input' });

    expect($defs?.['SyncBody']).toMatchObject({
      required: ['conversations'],
      properties: { conversations: { type: 'object', propertyNames: { format: 'uuid' } } },
    });
  });
});
