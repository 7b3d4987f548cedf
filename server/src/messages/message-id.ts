import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** How many random bytes an id takes, and for how many ids they are fetched at once. */
const BYTES = 16;
const IDS = 256;

const pool = new Uint8Array(BYTES * IDS);
let used = pool.length;

/** A new message's id: a UUID v7. Fetching its random bytes by themselves would take three times as long. */
export function newMessageId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return v7({ random: pool.subarray(used - BYTES, used) });
}
