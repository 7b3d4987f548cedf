import { Client } from 'pg';
import { makeCertificates, type Certificates } from './support/certificates.js';
import { register } from './support/hub.js';
import { Installation, type HubProcess } from './support/installation.js';
import { startPostgres } from './support/postgres.js';
import { startTlsPostgres, type TlsPostgres } from './support/tls-postgres.js';

let certificates: Certificates;
let installation: Installation;
beforeAll(() => {
  certificates = makeCertificates();
});
afterAll(() => certificates.remove());
beforeEach(() => {
  installation = new Installation();
});
afterEach(() => installation.remove());

const running: TlsPostgres[] = [];
afterAll(() => Promise.all(running.map((postgres) => postgres.stop())));

async function start(options: Omit<Parameters<typeof startTlsPostgres>[0], 'certificates'>): Promise<TlsPostgres> {
  const postgres = await startTlsPostgres({ certificates, ...options });
  running.push(postgres);
  return postgres;
}

async function expectStartError(started: HubProcess, message: RegExp): Promise<void> {
  expect(await started.exit()).toEqual({ code: 1, signal: null });
  expect(started.stderr.trim()).toMatch(message);
}

describe('a PostgreSQL that requires TLS, with a certificate signed by a private certificate authority', () => {
  let postgres: TlsPostgres;
  beforeAll(async () => {
    postgres = await start({ certificate: 'own', requiresTls: true });
  });

  it.each([
    ['the certificate file', () => ({ DB_CA_FILE: certificates.path('ca.pem') })],
    ['the certificate text', () => ({ DB_CA_CERT: certificates.pem('ca.pem').replaceAll('\n', String.raw`\n`) })],
  ])('a hub configured with %s of the authority uses only encrypted connections', async (_, authority) => {
    const hub = installation.start({ ...postgres.keys, ...authority() });
    await register({ url: await hub.ready() });
    const client = new Client({
      host: '127.0.0.1',
      port: Number(postgres.keys['DB_PORT']),
      user: 'hub',
      database: postgres.keys['DB_NAME'],
      ssl: { ca: certificates.pem('ca.pem'), host: '127.0.0.1' } as never,
    });
    await client.connect();
    const { rows } = await client.query(
      `select ssl, count(*)::integer > 1 as several from pg_stat_ssl natural join pg_stat_activity
        where application_name = 'smart-hub' group by ssl`,
    );
    await client.end();
    expect(rows).toEqual([{ ssl: true, several: true }]);
  });

  it('a start fails with an explanation if no authority or the wrong one is configured, or TLS is not configured', async () => {
    const untrusted = /do not agree on TLS \(.*\): .*must name the authority that has signed the certificate/;
    await expectStartError(installation.start({ ...postgres.keys, DB_TLS: 'on' }), untrusted);
    await expectStartError(
      installation.start({ ...postgres.keys, DB_CA_FILE: certificates.path('other.pem') }),
      untrusted,
    );
    await expectStartError(installation.migrate(['run'], { ...postgres.keys, DB_TLS: 'on' }), untrusted);
    await expectStartError(installation.start(postgres.keys), /do not agree on TLS \(.*\): .*It requires TLS/);
  });

  it('a start fails with an explanation if the file of the authority is missing or contains no certificate', async () => {
    const start = (name: string) => installation.start({ ...postgres.keys, DB_CA_FILE: certificates.path(name) });
    await expectStartError(start('missing.pem'), /^DB_CA_FILE: the file .*missing\.pem cannot be read/);
    await expectStartError(start('ca.key'), /^DB_CA_FILE: there is no certificate in .*ca\.key/);
  });
});

it('a start fails with an explanation if the certificate is for another host than DB_HOST names', async () => {
  const postgres = await start({ certificate: 'named' });
  const keys = { ...postgres.keys, DB_CA_FILE: certificates.path('ca.pem') };
  await expectStartError(
    installation.start(keys),
    /do not agree on TLS \(.*127\.0\.0\.1.*\): .*must be for the host that is named here/,
  );
  await register({ url: await installation.start({ ...keys, DB_HOST: 'localhost' }).ready() });
});

it('a start fails with an explanation if TLS is configured and PostgreSQL does not support it', async () => {
  const postgres = await start({});
  const message = /do not agree on TLS \(.*\): .*It speaks no TLS/;
  await expectStartError(installation.start({ ...postgres.keys, DB_TLS: 'on' }), message);
  await expectStartError(installation.start({ ...postgres.keys, DB_CA_FILE: certificates.path('ca.pem') }), message);
  await register({ url: await installation.start({ ...postgres.keys, DB_TLS: 'off' }).ready() });
});

it('a hub uses no TLS over a Unix socket, even if an authority is configured', async () => {
  const postgres = await startPostgres();
  try {
    const hub = installation.start({ ...postgres.keys, DB_CA_FILE: certificates.path('ca.pem') });
    await register({ url: await hub.ready() });
    await installation.remove();
  } finally {
    await postgres.stop();
  }
});
