import type { Hub as Device } from '@smart-hub/sdk';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { eventually, waitForMessageCount } from './devices.js';

/** A running program and its output. */
export class Program {
  private output = '';

  constructor(readonly process: ReturnType<typeof spawn>) {
    for (const stream of [process.stdout!, process.stderr!])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** Waits until the program prints this line. */
  waitForLine(line: string): Promise<void> {
    return eventually(() => {
      if (!this.output.split('\n').includes(line))
        throw new Error(`The line "${line}" was not printed, only: ${this.output}`);
    });
  }

  /** Waits until the program ends. @param signal a signal to send to the program first */
  async end(signal?: 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exit = once(this.process, 'exit');
    if (signal) this.process.kill(signal);
    await exit;
  }

  /** Waits until the program ends, and returns its output. @throws Error with the output if the exit status is not 0 */
  async waitForSuccess(): Promise<string> {
    await this.end();
    if (this.process.exitCode !== 0)
      throw new Error(`The program ended with status ${this.process.exitCode}: ${this.output}`);
    return this.output;
  }
}

/** Returns an example of the SDK's README, from its code block ```` ```js run=name ````. */
export async function readmeExample(name: string, language: 'js' | 'sh' = 'js'): Promise<string> {
  const readme = await readFile(resolve(__dirname, '../../../sdk/README.md'), 'utf8');
  const source = readme.split(`\`\`\`${language} run=${name}\n`)[1]?.split('```')[0];
  if (source === undefined) throw new Error(`sdk/README.md has no example ${name}.`);
  return source;
}

/** Lets the README's example `chat`, run by Ana, and Ben's device send each other a message. */
export async function exchangeMessages(chat: Program, anaId: string, bensDevice: Device): Promise<void> {
  chat.process.stdin!.write('Hello Ben!\n');
  await waitForMessageCount(bensDevice, anaId, 1);
  await bensDevice.send({ receiverId: anaId, content: 'Hello Ana!' });
  await chat.waitForLine('Ana: Hello Ben!');
  await chat.waitForLine('Ben: Hello Ana!');
  chat.process.stdin!.end();
}

/** Runs the source of a module. @param cwd the folder from which its packages are resolved */
export function runModule(source: string, cwd: string, environment: Record<string, string> = {}): Program {
  const options = { cwd, env: { ...process.env, ...environment } };
  return new Program(spawn(process.execPath, ['--input-type=module', '-e', source], options));
}
