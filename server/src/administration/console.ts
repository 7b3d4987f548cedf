import { createInterface } from 'node:readline/promises';
import { Refusal } from './refusal.js';

/** No password and no confirmation is longer, in characters. */
const LONGEST_LINE = 2000;

/** What a command prints: its results on the standard output, all else on the standard error. */
export interface Output {
  /**
   * Prints a result, as JSON where that was asked for. To be awaited: a process that exits loses what its reader has not taken.
   *
   * @throws Refusal when nobody reads it any more
   */
  result(json: object, text: string): Promise<void>;
  /** What a person is told beside the results. */
  say(text: string): void;
}

/** @param asJson whether results are printed as JSON, each on a line of its own */
export function consoleOutput(asJson: boolean): Output {
  return {
    result: (json, text) => print(asJson ? JSON.stringify(json) : text),
    say: (text) => console.error(text),
  };
}

function print(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Refusal('The output was closed before everything was printed.'));
    // Without a listener, the end of a reader such as `head` would end the process with a stack.
    process.stdout.once('error', fail);
    process.stdout.write(`${line}\n`, (error) => {
      if (error) return fail();
      process.stdout.off('error', fail);
      resolve();
    });
  });
}

/** Whether a person can be asked something. */
export function isTerminal(): boolean {
  return process.stdin.isTTY;
}

/** Asks a person on the terminal. */
export async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  return readLine();
}

/** The first line of the standard input, or what there is of it. */
export async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line.slice(0, LONGEST_LINE);
  }
  return '';
}

/** A text for a terminal: names of earlier releases may have characters in them that terminals act on. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}
