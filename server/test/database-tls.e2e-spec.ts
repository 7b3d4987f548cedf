import { Client } from 'pg';
import { makeCertificates, type Certificates } from './support/certificates.js';
import { register } from './support/hub.js';
import { Installation, type HubProcess } from './support/installation.js';
import { startPostgres } from './support/postgres.js';
import { startTlsPostgres, type TlsPostgres } from './support/tls-postgres.js';

let certificates: Certificates;
let here: Installation;
beforeAll(() => {
  certificates = makeCertificates();
});
afterAll(() => certificates.remove());
beforeEach(() => {
  here = new Installation();
});
afterEach(() => here.remove());

const running: TlsPostgres[] = [];
afterAll(() => Promise.all(running.map((postgres) => postgres.stop())));

async function start(options: Omit<Parameters<typeof startTlsPostgres>[0], 'certificates'>): Promise<TlsPostgres> {
  const postgres = await startTlsPostgres({ certificates, ...options });
  running.push(postgres);
  return postgres;
}

async function refused(started: HubProcess, words: RegExp): Promise<void> {
  expect(await started.exit()).toEqual({ code: 1, signal: null });
  expect(started.stderr.trim()).toMatch(words);
}

describe('a PostgreSQL that requires TLS, with a certificate of an authority of its own', () => {
  let postgres: TlsPostgres;
  beforeAll(async () => {
    postgres = await start({ shows: 'own', requires: true });
  });

  it.each([
    ['the file', () => ({ DB_CA_FILE: certificates.path('ca.pem') })],
    ['the text', () => ({ DB_CA_CERT: certificates.pem('ca.pem').replaceAll('\n', String.raw`\n`) })],
  ])('is served from with %s of that authority, on encrypted connections alone', async (_, authority) => {
    const hub = here.start({ ...postgres.keys, ...authority() });
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

  it('is refused in words where the authority is unknown, is another one, or TLS is not asked for', async () => {
    const untrusted = /do not agree on TLS \(.*\): .*must name the authority that has signed the certificate/;
    await refused(here.start({ ...postgres.keys, DB_TLS: 'on' }), untrusted);
    await refused(here.start({ ...postgres.keys, DB_CA_FILE: certificates.path('other.pem') }), untrusted);
    await refused(here.migrate(['run'], { ...postgres.keys, DB_TLS: 'on' }), untrusted);
    await refused(here.start(postgres.keys), /do not agree on TLS \(.*\): .*It requires TLS/);
  });

  it('is refused in words where the file of the authority is missing, or has no certificate', async () => {
    const start = (name: string) => here.start({ ...postgres.keys, DB_CA_FILE: certificates.path(name) });
    await refused(start('missing.pem'), /^DB_CA_FILE: the file .*missing\.pem cannot be read/);
    await refused(start('ca.key'), /^DB_CA_FILE: there is no certificate in .*ca\.key/);
  });
});

it('a certificate must be for the host that is named, be it a name or an address', async () => {
  const postgres = await start({ shows: 'named' });
  const keys = { ...postgres.keys, DB_CA_FILE: certificates.path('ca.pem') };
  await refused(
    here.start(keys),
    /do not agree on TLS \(.*127\.0\.0\.1.*\): .*must be for the host that is named here/,
  );
  await register({ url: await here.start({ ...keys, DB_HOST: 'localhost' }).ready() });
});

it('a PostgreSQL without TLS is refused in words where TLS is asked for', async () => {
  const postgres = await start({});
  const words = /do not agree on TLS \(.*\): .*It speaks no TLS/;
  await refused(here.start({ ...postgres.keys, DB_TLS: 'on' }), words);
  await refused(here.start({ ...postgres.keys, DB_CA_FILE: certificates.path('ca.pem') }), words);
  await register({ url: await here.start({ ...postgres.keys, DB_TLS: 'off' }).ready() });
});

it('a PostgreSQL that is reached through a socket is served from without TLS, whatever authority is named', async () => {
  const postgres = await startPostgres();
  try {
    const hub = here.start({ ...postgres.keys, DB_CA_FILE: certificates.path('ca.pem') });
    await register({ url: await hub.ready() });
    await here.remove();
  } finally {
    await postgres.stop();
  }
});
