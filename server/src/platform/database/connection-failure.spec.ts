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
  [failure('Connection terminated unexpectedly'), true],
  [failure('Query read timeout'), true],
  [failure('', 'ECONNRESET'), true],
  [failure('', '57P01'), true],
  [failure('', '25P03'), true],
  [failure('', 'ECONNREFUSED'), false],
  [failure('timeout exceeded when trying to connect'), false],
  [failure('Connection terminated due to connection timeout'), false],
  [failure('', '23505'), false],
])('%s: the outcome of the statement is unknown: %s', (error, expected) => {
  expect(hasUnknownOutcome(error)).toBe(expected);
});
