import { isConnectionFailure, hasUnknownOutcome } from './connection-failure.js';

const failure = (message: string, code?: string) => Object.assign(new Error(message), { code });

test.each(['08006', '25P03', '53300', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'])(
  'the code %s is a connection failure',
  (code) => {
    expect(isConnectionFailure(failure('', code))).toBe(true);
  },
);

test.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
  'the message "%s" without a code is a connection failure',
  (message) => {
    expect(isConnectionFailure(failure(message))).toBe(true);
  },
);

test.each(['23505', '42601', '57014', '22021'])(
  'the code %s is a response of the database, not a connection failure',
  (code) => {
    expect(isConnectionFailure(failure('Connection', code))).toBe(false);
  },
);

test('an error that does not come from the database is not a connection failure', () => {
  expect(isConnectionFailure(failure('no Connection terminated here'))).toBe(false);
  expect(isConnectionFailure(undefined)).toBe(false);
});

test.each([
  ['Connection terminated unexpectedly', undefined],
  ['Query read timeout', undefined],
  ['', 'ECONNRESET'],
  ['', '57P01'],
  ['', '25P03'],
])('the outcome of a statement is unknown after an error with the message "%s" and the code %s', (message, code) => {
  expect(hasUnknownOutcome(failure(message, code))).toBe(true);
});

test.each([
  ['', 'ECONNREFUSED'],
  ['timeout exceeded when trying to connect', undefined],
  ['Connection terminated due to connection timeout', undefined],
  ['', '23505'],
])('a statement has had no effect after an error with the message "%s" and the code %s', (message, code) => {
  expect(hasUnknownOutcome(failure(message, code))).toBe(false);
});
