import { type HubProcess, Installation, CLEAN_EXIT } from './support/installation.js';

jest.setTimeout(180_000);

describe('pnpm hub on the embedded database', () => {
  let installation: Installation;
  beforeEach(() => {
    installation = new Installation();
  });
  afterEach(() => installation.remove());

  async function outputOf(command: HubProcess): Promise<string> {
    expect({ ...(await command.exit()), stderr: command.stderr }).toEqual({
      ...CLEAN_EXIT,
      stderr: expect.not.stringMatching(/rror/),
    });
    return command.stdout;
  }
  const list = () => outputOf(installation.hub(['users', 'list', '--json']));

  it('a command uses the running PostgreSQL of a server, and otherwise starts PostgreSQL and stops it again', async () => {
    const server = installation.start();
    const url = await server.ready();
    const account = { name: 'Ana', email: 'ana@example.com', password: 'Secret-123' };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/api/auth/register`, { method: 'POST', headers, body: JSON.stringify(account) });

    expect(JSON.parse(await list())).toMatchObject({ name: 'Ana', state: 'active' });
    expect(await outputOf(installation.hub(['users', 'disable', account.email]))).toMatch(
      /^The account .* is disabled\.\n$/,
    );
    const login = await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: account.email, password: account.password }),
    });
    expect(login.status).toBe(403);
    server.kill('SIGTERM');
    expect(await server.exit()).toEqual(CLEAN_EXIT);
    expect(installation.runningProcesses()).toEqual([]);

    expect(JSON.parse(await list())).toMatchObject({ name: 'Ana', state: 'disabled' });
    expect(installation.runningProcesses()).toEqual([]);
    // The command adopts and then stops the PostgreSQL that a killed server has left running.
    const killed = installation.start();
    await killed.ready();
    killed.kill('SIGKILL');
    await killed.exit();
    expect(JSON.parse(await list())).toMatchObject({ state: 'disabled' });
    expect(installation.runningProcesses()).toEqual([]);
  });

  it('a command on a new database explains that the migrations have not run, and leaves no process running', async () => {
    const command = installation.hub(['users', 'list']);
    expect(await command.exit()).toMatchObject({ code: 1 });
    expect(command.stderr).toContain(
      'The schema of the database lags behind this version: run `pnpm migration:run` first',
    );
    expect(command.stdout).toBe('');
    expect(installation.runningProcesses()).toEqual([]);
  });
});
