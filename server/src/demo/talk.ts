import type { DemoName } from './people.js';

type Line = readonly [who: DemoName, text: string];

/** What was said at one sitting, so many hours before the demo is made. */
export interface Sitting {
  readonly hoursAgo: number;
  readonly lines: readonly Line[];
}

/** A conversation of two. */
export interface Talk {
  readonly between: readonly [DemoName, DemoName];
  readonly sittings: readonly Sitting[];
  /** How many of the newest messages the one who did not write the last has not read. */
  readonly unread: number;
}

export interface TimedLine {
  readonly who: DemoName;
  readonly text: string;
  readonly at: Date;
}

/** Every line with its time: who answers takes a minute or some, by the length of what they say. */
export function timed({ sittings }: Talk, now: number): TimedLine[] {
  return sittings.flatMap(({ hoursAgo, lines }) => {
    let at = now - hoursAgo * 3_600_000;
    return lines.map(([who, text]) => {
      at += 20_000 + (text.length % 90) * 1000;
      return { who, text, at: new Date(at) };
    });
  });
}
