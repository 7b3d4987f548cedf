import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** How many random bytes one id needs. */
const BYTES_PER_ID = 16;
/** For how many ids random bytes are fetched at once. */
const IDS_PER_FETCH = 256;

const pool = new Uint8Array(BYTES_PER_ID * IDS_PER_FETCH);
let used = pool.length;

/**
 * Returns a new message id: a UUID v7. Random bytes are fetched for many ids at once: fetching them per id takes three
 * times as long.
 */
export function newMessageId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES_PER_ID;
  return v7({ random: pool.subarray(used - BYTES_PER_ID, used) });
}
