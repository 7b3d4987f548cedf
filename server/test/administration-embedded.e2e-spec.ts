import { type HubProcess, Installation, STOPPED } from './support/installation.js';

jest.setTimeout(180_000);

describe('pnpm hub on the embedded database', () => {
  let here: Installation;
  beforeEach(() => {
    here = new Installation();
  });
  afterEach(() => here.remove());

  async function outputOf(command: HubProcess): Promise<string> {
    expect({ ...(await command.exit()), stderr: command.stderr }).toEqual({
      ...STOPPED,
      stderr: expect.not.stringMatching(/rror/),
    });
    return command.stdout;
  }
  const list = () => outputOf(here.hub(['users', 'list', '--json']));

  it('uses the one of the server while that runs, and starts and stops it otherwise', async () => {
    const server = here.start();
    const url = await server.ready();
    const account = { name: 'Ana', email: 'ana@example.com', password: 'Secret-123' };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/api/auth/register`, { method: 'POST', headers, body: JSON.stringify(account) });

    expect(JSON.parse(await list())).toMatchObject({ name: 'Ana', state: 'active' });
    expect(await outputOf(here.hub(['users', 'disable', account.email]))).toMatch(/^The account .* is disabled\.\n$/);
    const login = await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: account.email, password: account.password }),
    });
    expect(login.status).toBe(403);
    server.kill('SIGTERM');
    expect(await server.exit()).toEqual(STOPPED);
    expect(here.running()).toEqual([]);

    expect(JSON.parse(await list())).toMatchObject({ name: 'Ana', state: 'disabled' });
    expect(here.running()).toEqual([]);
    // What a killed server has left running is adopted, and stopped.
    const killed = here.start();
    await killed.ready();
    killed.kill('SIGKILL');
    await killed.exit();
    expect(JSON.parse(await list())).toMatchObject({ state: 'disabled' });
    expect(here.running()).toEqual([]);
  });

  it('says in words that nothing has been migrated yet, and leaves nothing running', async () => {
    const command = here.hub(['users', 'list']);
    expect(await command.exit()).toMatchObject({ code: 1 });
    expect(command.stderr).toContain(
      'The schema of the database lags behind this version: run `pnpm migration:run` first',
    );
    expect(command.stdout).toBe('');
    expect(here.running()).toEqual([]);
  });
});
