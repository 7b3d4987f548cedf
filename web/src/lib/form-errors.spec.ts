import type { Problem } from '@smart-hub/contract/problem';
import { HubError } from '@smart-hub/sdk';
import { t } from '../texts/en.js';
import { formErrorsOf, missingFields } from './form-errors.js';

const FIELDS = ['name', 'handle'] as const;

const refusal = (problem: Partial<Problem>) =>
  new HubError({ detail: 'Not like that.', retryable: false, ...problem } as Problem);

it('an error that names a field is shown at that field, as a sentence', () => {
  const errors = [
    { field: 'name', message: 'name must have a letter' },
    { field: 'other', message: 'other is unknown' },
  ];
  expect(formErrorsOf(refusal({ code: 'request.invalid', errors }), FIELDS)).toEqual({
    name: 'Name must have a letter.',
  });
});

it('a problem whose code belongs to a field is shown at that field', () => {
  expect(formErrorsOf(refusal({ code: 'user.handle_taken' }), FIELDS, { 'user.handle_taken': 'handle' })).toEqual({
    handle: 'Not like that.',
  });
});

it.each([
  ['without field errors', refusal({ code: 'server.overloaded' }), 'Not like that.'],
  [
    'with errors of unknown fields only',
    refusal({ code: 'request.invalid', errors: [{ field: 'x', message: 'x' }] }),
    'Not like that.',
  ],
  ['because of a rate limit', refusal({ code: 'rate.limited', retryAfter: 1.2 }), t.auth.tooManyAttempts(2)],
  ['because the server could not be reached', refusal({ code: 'server.unreachable' }), t.notReached],
  ['because the request timed out', refusal({ code: 'request.aborted' }), t.notReached],
  ['for an unknown reason', new Error('x'), t.notReached],
])('an error %s is shown for the whole form', (_, error, message) => {
  expect(formErrorsOf(error, FIELDS)).toEqual({ form: message });
});

it('a required field that is empty or has only spaces is reported, but not a password of spaces', () => {
  const messages = { name: 'Enter a name.', password: 'Enter a password.' };
  expect(missingFields({ name: ' ', password: '  ', handle: '' }, messages)).toEqual({ name: 'Enter a name.' });
  expect(missingFields({ name: 'Ana', password: '', handle: '' }, messages)).toEqual({ password: 'Enter a password.' });
  expect(missingFields({ name: 'Ana', password: ' ', handle: '' }, messages)).toBeUndefined();
});
