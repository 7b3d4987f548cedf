import { inWords } from './open-failure.js';

const target = { host: 'db', port: 5432, username: 'nest_user', database: 'nest_db' };
const words = (message: string, code?: string) => inWords(Object.assign(new Error(message), { code }), target);

test.each([
  ['28P01', 'refuses the user "nest_user": check DB_USERNAME and DB_PASSWORD.'],
  ['28000', 'check DB_USERNAME'],
  ['3D000', 'has no database "nest_db": create it, or set DB_NAME.'],
  ['42501', 'does not let "nest_user" use the database "nest_db" (why): grant it, or change DB_USERNAME.'],
  ['53300', 'has no connection left'],
  ['57P03', 'is not ready (why): start again when it is.'],
  ['ECONNREFUSED', 'Nothing answers at db:5432: start PostgreSQL there, or change DB_HOST and DB_PORT.'],
  ['ENOENT', 'Nothing answers at db:5432'],
  ['ENOTFOUND', 'There is no host "db": check DB_HOST.'],
  ['EAI_AGAIN', 'There is no host "db": check DB_HOST.'],
  ['ETIMEDOUT', 'does not answer in time'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'do not agree on TLS (why): check DB_CA_CERT.'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'check DB_CA_CERT'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'check DB_CA_CERT'],
])('%s in words', (code, sentence) => {
  expect(words('why', code)).toContain(sentence);
});

test('what has no code is told by what it says', () => {
  expect(words('Connection terminated due to connection timeout')).toContain('does not answer in time');
  expect(words('The server does not support SSL connections')).toContain('check DB_CA_CERT');
  expect(words('no pg_hba.conf entry for host "::1", no encryption', '28000')).toContain('check DB_CA_CERT');
});

test('anything else is passed on, in one line', () => {
  const sentence = 'PostgreSQL at db:5432 cannot be opened (odd and new): check the DB_ keys of the configuration.';
  expect(words('odd\n  and new')).toBe(sentence);
  expect(inWords('odd and new', target)).toBe(sentence);
});
