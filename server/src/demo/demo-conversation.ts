import type { DemoName } from './people.js';

type Line = readonly [sender: DemoName, text: string];

/** Messages that follow each other closely, the first one `hoursAgo` before the demo is created. */
export interface DemoChat {
  readonly hoursAgo: number;
  readonly lines: readonly Line[];
}

/** A direct conversation of the demo. */
export interface DemoConversation {
  readonly people: readonly [DemoName, DemoName];
  readonly chats: readonly DemoChat[];
  /** How many of the newest messages the recipient of the last message has not read. */
  readonly unread: number;
}

/** A line of a demo conversation with the time at which it appears to have been sent. */
export interface TimedLine {
  readonly sender: DemoName;
  readonly text: string;
  readonly at: Date;
}

/**
 * Returns all lines with their times. The time before each line is 20 to 109 s, depending on the length of the text.
 */
export function withTimes({ chats }: DemoConversation, now: number): TimedLine[] {
  return chats.flatMap(({ hoursAgo, lines }) => {
    let at = now - hoursAgo * 3_600_000;
    return lines.map(([sender, text]) => {
      at += 20_000 + (text.length % 90) * 1000;
      return { sender, text, at: new Date(at) };
    });
  });
}
