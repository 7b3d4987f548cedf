import { mayPass } from './wait-for-database.js';

const failure = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  ['nothing listens', failure('connect', 'ECONNREFUSED')],
  ['there is no Unix socket', failure('connect', 'ENOENT')],
  ['the name is not known yet', failure('getaddrinfo', 'ENOTFOUND')],
  ['no name server answers', failure('getaddrinfo', 'EAI_AGAIN')],
  ['the host does not answer', failure('connect', 'ETIMEDOUT')],
  ['there is no way to the host', failure('connect', 'EHOSTUNREACH')],
  ['the connection is cut', failure('read', 'ECONNRESET')],
  ['the login takes too long', failure('timeout expired')],
  ['the connection ends', failure('Connection terminated unexpectedly')],
  ['PostgreSQL is starting', failure('the database system is starting up', '57P03')],
  ['PostgreSQL has no room', failure('sorry, too many clients already', '53300')],
])('waiting may help when %s', (_, error) => {
  expect(mayPass(error)).toBe(true);
});

test.each([
  ['the password is wrong', failure('password authentication failed', '28P01')],
  ['the user is not let in', failure('no pg_hba.conf entry', '28000')],
  ['there is no such database', failure('database "x" does not exist', '3D000')],
  ['PostgreSQL has no TLS', failure('The server does not support SSL connections')],
  ['the certificate is not trusted', failure('self-signed certificate', 'SELF_SIGNED_CERT_IN_CHAIN')],
  ['there is no PostgreSQL', failure('Received unexpected message')],
])('waiting does not help when %s', (_, error) => {
  expect(mayPass(error)).toBe(false);
});
