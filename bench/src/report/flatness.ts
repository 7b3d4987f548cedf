import { median } from '../statistics.js';

/** What part of the middle third the last one may exceed it by. */
const GROWTH = 0.05;

/** Medians of the parts of a long run. */
export interface Thirds {
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

/** @param samples in the order in which they were taken; NaN of a third without any */
export function thirdsOf(samples: readonly number[]): Thirds {
  const bound = (third: number) => Math.floor((samples.length * third) / 3);
  const [first, middle, last] = [0, 1, 2].map((third) => median(samples.slice(bound(third), bound(third + 1)))) as [
    number,
    number,
    number,
  ];
  return { first, middle, last };
}

/**
 * How the last third compares with the most that it may be: up to 1, something has stopped growing. The first third does
 * not count: caches fill, and code is compiled. What was not sampled is not flat.
 *
 * @param slack what is noise whatever the size, in the unit of the samples
 */
export function ofFlatLimit({ middle, last }: Thirds, slack: number): number {
  const part = last / (middle * (1 + GROWTH) + slack);
  return Number.isNaN(part) ? Infinity : part;
}
