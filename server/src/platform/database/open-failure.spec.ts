import { describeOpenFailure } from './open-failure.js';

const target = { host: 'db', port: 5432, username: 'nest_user', database: 'nest_db' };
const words = (message: string, code?: string) =>
  describeOpenFailure(Object.assign(new Error(message), { code }), target);

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
  ['ETIMEDOUT', 'does not respond in time'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'do not agree on TLS (why): check DB_CA_CERT.'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'check DB_CA_CERT'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'check DB_CA_CERT'],
])('the error code %s is explained to the operator', (code, sentence) => {
  expect(words('why', code)).toContain(sentence);
});

test('an error without a specific code is explained by its message', () => {
  expect(words('Connection terminated due to connection timeout')).toContain('does not respond in time');
  expect(words('The server does not support SSL connections')).toContain('check DB_CA_CERT');
  expect(words('no pg_hba.conf entry for host "::1", no encryption', '28000')).toContain('check DB_CA_CERT');
});

test('the advice on a TLS failure depends on its cause', () => {
  expect(words('why', 'DEPTH_ZERO_SELF_SIGNED_CERT')).toContain('must name the authority that has signed');
  expect(words('why', 'ERR_TLS_CERT_ALTNAME_INVALID')).toContain('must be for the host that is named here');
  expect(words('why', 'CERT_HAS_EXPIRED')).toContain('not valid at this time');
  expect(words('The server does not support SSL connections')).toContain('It speaks no TLS: set ssl = on there');
  expect(words('no pg_hba.conf entry for host "::1", no encryption', '28000')).toContain('It requires TLS');
});

test('a pooler that refuses a login or settings is recognised by its messages', () => {
  expect(words('SASL authentication failed', '08P01')).toContain('refuses the user "nest_user"');
  expect(words('unsupported startup parameter: options', '08P01')).toContain('set DB_POOLER=transaction');
});

test('a failure to reach PostgreSQL directly, behind a pooler, names the DB_DIRECT_* keys', () => {
  const direct = describeOpenFailure(Object.assign(new Error('why'), { code: 'ECONNREFUSED' }), {
    ...target,
    keyPrefix: 'DB_DIRECT',
  });
  expect(direct).toContain('change DB_DIRECT_HOST and DB_DIRECT_PORT');
});

test('the message of an error without a specific explanation is included in the explanation, in one line', () => {
  const sentence = 'PostgreSQL at db:5432 cannot be opened (odd and new): check the DB_ keys of the configuration.';
  expect(words('odd\n  and new')).toBe(sentence);
  expect(describeOpenFailure('odd and new', target)).toBe(sentence);
});
