import { isTransient } from './wait-for-database.js';

const failure = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  ['nothing listens', failure('connect', 'ECONNREFUSED')],
  ['there is no Unix socket', failure('connect', 'ENOENT')],
  ['the host name does not resolve yet', failure('getaddrinfo', 'ENOTFOUND')],
  ['no name server responds', failure('getaddrinfo', 'EAI_AGAIN')],
  ['the host does not respond', failure('connect', 'ETIMEDOUT')],
  ['the host is unreachable', failure('connect', 'EHOSTUNREACH')],
  ['the connection is cut', failure('read', 'ECONNRESET')],
  ['the login takes too long', failure('timeout expired')],
  ['the connection ends', failure('Connection terminated unexpectedly')],
  ['PostgreSQL is starting', failure('the database system is starting up', '57P03')],
  ['PostgreSQL has too many connections', failure('sorry, too many clients already', '53300')],
])('a failure is transient when %s', (_, error) => {
  expect(isTransient(error)).toBe(true);
});

test.each([
  ['the password is wrong', failure('password authentication failed', '28P01')],
  ['the user is rejected by pg_hba.conf', failure('no pg_hba.conf entry', '28000')],
  ['the database does not exist', failure('database "x" does not exist', '3D000')],
  ['PostgreSQL has no TLS', failure('The server does not support SSL connections')],
  ['the certificate is not trusted', failure('self-signed certificate', 'SELF_SIGNED_CERT_IN_CHAIN')],
  ['the server is not PostgreSQL', failure('Received unexpected message')],
])('a failure is permanent when %s', (_, error) => {
  expect(isTransient(error)).toBe(false);
});
