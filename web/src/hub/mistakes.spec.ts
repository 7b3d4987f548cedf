import type { Problem } from '@smart-hub/contract/problem';
import { HubError } from '@smart-hub/sdk';
import { t } from '../texts/en.js';
import { mistakesIn, missingIn } from './mistakes.js';

const FIELDS = ['name', 'handle'] as const;

const refusal = (problem: Partial<Problem>) =>
  new HubError({ detail: 'Not like that.', retryable: false, ...problem } as Problem);

it('what is wrong with a field stands at the field, as a sentence', () => {
  const errors = [
    { field: 'name', message: 'name must have a letter' },
    { field: 'other', message: 'other is unknown' },
  ];
  expect(mistakesIn(refusal({ code: 'request.invalid', errors }), FIELDS)).toEqual({
    name: 'Name must have a letter.',
  });
});

it('a problem that is about a field stands at the field', () => {
  expect(mistakesIn(refusal({ code: 'user.handle_taken' }), FIELDS, { 'user.handle_taken': 'handle' })).toEqual({
    handle: 'Not like that.',
  });
});

it.each([
  ['without fields', refusal({ code: 'server.overloaded' }), 'Not like that.'],
  [
    'with fields of others alone',
    refusal({ code: 'request.invalid', errors: [{ field: 'x', message: 'x' }] }),
    'Not like that.',
  ],
  ['of a limit', refusal({ code: 'rate.limited', retryAfter: 1.2 }), t.auth.tooMany(2)],
  ['because the server was not reached', refusal({ code: 'server.unreachable' }), t.notReached],
  ['because the server did not answer in time', refusal({ code: 'request.aborted' }), t.notReached],
  ['for no known reason', new Error('x'), t.notReached],
])('a refusal %s is about the whole form', (_, error, words) => {
  expect(mistakesIn(error, FIELDS)).toEqual({ form: words });
});

it('an empty field is missing, and so is a name of spaces; a password of spaces is one', () => {
  const words = { name: 'Enter a name.', password: 'Enter a password.' };
  expect(missingIn({ name: ' ', password: '  ', handle: '' }, words)).toEqual({ name: 'Enter a name.' });
  expect(missingIn({ name: 'Ana', password: '', handle: '' }, words)).toEqual({ password: 'Enter a password.' });
  expect(missingIn({ name: 'Ana', password: ' ', handle: '' }, words)).toBeUndefined();
});
