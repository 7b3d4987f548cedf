import { median } from '../statistics.js';

/** The growth from the middle to the last third that counts as flat, relative to the middle third. */
const MAX_GROWTH = 0.05;

/** The medians of the thirds of a long run. */
export interface Thirds {
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

/**
 * Returns the median of each third, NaN for a third without samples.
 *
 * @param samples in the order in which they were taken
 */
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
 * Returns the last third relative to the largest value that counts as flat: the series has stopped growing if the
 * result is at most 1. The first third does not count, because caches fill and code is compiled. A series without
 * samples is not flat.
 *
 * @param slack the noise that is independent of the size, in the unit of the samples
 */
export function ratioToFlatLimit({ middle, last }: Thirds, slack: number): number {
  const ratio = last / (middle * (1 + MAX_GROWTH) + slack);
  return Number.isNaN(ratio) ? Infinity : ratio;
}
