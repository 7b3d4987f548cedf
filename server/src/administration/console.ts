import { createInterface } from 'node:readline/promises';
import { CommandError } from './command-error.js';

/** The maximum length of an input line, in characters. No password and no confirmation is longer. */
const MAX_LINE_LENGTH = 2000;

/** The output of a command: results go to standard output, everything else to standard error. */
export interface CommandOutput {
  /**
   * Prints a result, as text or as JSON. The caller must await this: a process that exits loses output that has not
   * been read yet.
   *
   * @throws CommandError if the reader has closed the output
   */
  result(json: object, text: string): Promise<void>;
  /** Prints information for the operator that is not a result. */
  info(text: string): void;
}

/** @param asJson whether to print results as JSON, one per line */
export function consoleOutput(asJson: boolean): CommandOutput {
  return {
    result: (json, text) => print(asJson ? JSON.stringify(json) : text),
    info: (text) => console.error(text),
  };
}

function print(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new CommandError('The output was closed before everything was printed.'));
    // Without a listener, a reader that exits, such as `head`, would crash the process with a stack trace.
    process.stdout.once('error', fail);
    process.stdout.write(`${line}\n`, (error) => {
      if (error) return fail();
      process.stdout.off('error', fail);
      resolve();
    });
  });
}

/** Returns whether standard input is a terminal, so that a person can answer a question. */
export function isTerminal(): boolean {
  return process.stdin.isTTY;
}

/** Prints a question on the terminal and returns the answer. */
export async function prompt(question: string): Promise<string> {
  process.stderr.write(question);
  return readLine();
}

/** Returns the first line of standard input; an empty string if there is no input. */
export async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line.slice(0, MAX_LINE_LENGTH);
  }
  return '';
}

/**
 * Replaces control characters in a text that is printed on a terminal. Names that earlier releases accepted can contain
 * such characters.
 */
export function replaceControlCharacters(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}
