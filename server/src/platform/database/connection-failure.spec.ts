import { isConnectionFailure, isUnanswered } from './connection-failure.js';

const failure = (message: string, code?: string) => Object.assign(new Error(message), { code });

test.each(['08006', '25P03', '53300', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'])(
  '%s says that the database could not be asked',
  (code) => {
    expect(isConnectionFailure(failure('', code))).toBe(true);
  },
);

test.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
  '"%s" says so without a code',
  (message) => {
    expect(isConnectionFailure(failure(message))).toBe(true);
  },
);

test.each(['23505', '42601', '57014', '22021'])('%s is an answer', (code) => {
  expect(isConnectionFailure(failure('Connection', code))).toBe(false);
});

test('what is no error of the database is none', () => {
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
])('%s: whether what was asked may have been done is %s', (error, expected) => {
  expect(isUnanswered(error)).toBe(expected);
});
