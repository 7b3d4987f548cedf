/** Returns, for each share (0 to 1), the value below which that share of the values lies; 0 if there are no values. */
export function percentiles(values: number[], ...shares: number[]): number[] {
  const sorted = Float64Array.from(values).toSorted();
  return shares.map((share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
