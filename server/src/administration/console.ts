import { createInterface } from 'node:readline/promises';

/** No password and no confirmation is longer, in characters. */
const LONGEST_LINE = 2000;

/** What a command prints: its results on the standard output, all else on the standard error. */
export interface Output {
  /** A result; as JSON where that was asked for. */
  result(json: object, text: string): void;
  /** What a person is told beside the results. */
  say(text: string): void;
}

/** @param asJson whether results are printed as JSON, each on a line of its own */
export function consoleOutput(asJson: boolean): Output {
  return {
    result: (json, text) => console.log(asJson ? JSON.stringify(json) : text),
    say: (text) => console.error(text),
  };
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
