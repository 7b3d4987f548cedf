import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspace } from './support/installation.js';

interface Manifest {
  readonly scripts: Record<string, string>;
}

const { scripts } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as Manifest;

/** Third-party programs, which have their own options: arguments after `pnpm NAME` go to the last program of a script. */
const THIRD_PARTY = /^(?:jest|oxlint|oxfmt|pnpm) ?/;
const ownCommands = Object.entries(scripts)
  .map(([name, script]): [name: string, program: string] => [name, script.split(' && ').at(-1)!])
  .filter(([, program]) => !THIRD_PARTY.test(program));

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hub-command-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Runs the last program of a script, with a time limit: a command that wrongly starts something does not end by itself. */
function run(program: string, args: string[]) {
  const [variables, node, ...rest] = /^((?:\w+=\w+ )*)(node) (.*)$/.exec(program)!.slice(1);
  expect(node).toBe('node');
  const env = { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, PORT: '0', DATA_DIR: dataDir };
  const set = Object.fromEntries(
    variables!
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split('=')),
  );
  return spawnSync(process.execPath, [...rest.join(' ').split(' '), ...args], {
    cwd: workspace,
    env: { ...env, ...set },
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
}

it('these tests cover all pnpm commands of the workspace', () => {
  expect(ownCommands.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'start',
      'start:dev',
      'start:prod',
      'build',
      'cluster',
      'convergence',
      'bench',
      'docs:check',
    ]),
  );
});

it.each(ownCommands)(
  'pnpm %s prints its help, refuses an unknown option, and starts nothing in either case',
  (_, program) => {
    const help = run(program, ['--', '--help']);
    const misspelt = run(program, ['--hepl']);

    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(/^pnpm [\w:]+ \[options\][^]*-h, --help/);
    expect(misspelt).toMatchObject({ status: 2, stdout: '' });
    expect(misspelt.stderr).toMatch(/^Unknown option '--hepl'\. Did you mean --help\? See pnpm [\w:]+ --help\.\n$/);
    expect(readdirSync(dataDir)).toEqual([]);
  },
);

it.each<[name: string, args: string[], sentence: string]>([
  ['cluster', ['--nodes', '0'], '--nodes must be a whole number from 1 to 16, not "0".'],
  ['bench', ['--seconds', 'abc'], '--seconds must be a number of at least 0.1, not "abc".'],
  ['bench', ['--only', 'nonsense'], '--only does not accept "nonsense", but these: send; receipts; '],
  ['bench:faults', ['--only', 'none,nonsense'], '--only does not accept "nonsense", but these: none; kill-node; '],
])('pnpm %s %j is refused with an explanation', (name, args, sentence) => {
  const { status, stderr } = run(Object.fromEntries(ownCommands)[name]!, args);

  expect(stderr).toContain(sentence);
  expect(status).toBe(2);
});
