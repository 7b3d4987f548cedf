import type { Hub as Device } from '@smart-hub/sdk';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { eventually, untilCount } from './devices.js';

/** A program, and what it has printed. */
export class Program {
  private printed = '';

  constructor(readonly process: ReturnType<typeof spawn>) {
    for (const stream of [process.stdout!, process.stderr!])
      stream.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
  }

  says(line: string): Promise<void> {
    return eventually(() => {
      if (!this.printed.split('\n').includes(line)) throw new Error(`Not "${line}" was said, but: ${this.printed}`);
    });
  }

  async end(signal?: 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exit = once(this.process, 'exit');
    if (signal) this.process.kill(signal);
    await exit;
  }

  /** @throws when it fails, with what it has printed */
  async succeeds(): Promise<string> {
    await this.end();
    if (this.process.exitCode !== 0) throw new Error(`It ended with ${this.process.exitCode}: ${this.printed}`);
    return this.printed;
  }
}

/** An example of the SDK's README, as it is written there: ```` ```js run=name ````. */
export async function exampleOf(name: string, language: 'js' | 'sh' = 'js'): Promise<string> {
  const readme = await readFile(resolve(__dirname, '../../../sdk/README.md'), 'utf8');
  const source = readme.split(`\`\`\`${language} run=${name}\n`)[1]?.split('```')[0];
  if (source === undefined) throw new Error(`There is no example ${name}.`);
  return source;
}

/** Has the README's example `chat`, of Ana, and Ben's device exchange a message each. */
export async function chatWith(chat: Program, anaId: string, his: Device): Promise<void> {
  chat.process.stdin!.write('Hello Ben!\n');
  await untilCount(his, anaId, 1);
  await his.send({ receiverId: anaId, content: 'Hello Ana!' });
  await chat.says('Ana: Hello Ben!');
  await chat.says('Ben: Hello Ana!');
  chat.process.stdin!.end();
}

/** Runs a module. @param cwd the folder in which it finds its packages */
export function runModule(source: string, cwd: string, environment: Record<string, string> = {}): Program {
  const options = { cwd, env: { ...process.env, ...environment } };
  return new Program(spawn(process.execPath, ['--input-type=module', '-e', source], options));
}
