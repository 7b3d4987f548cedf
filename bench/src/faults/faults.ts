import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.js';
import { lockedRows } from './locked-rows.js';
import { ways } from './ways.js';
import { World } from './world.js';

/** How long a part is gone that is killed. */
const GONE_MS = 3000;

export const faults: readonly Fault[] = [
  { name: 'none', what: 'none, for comparison', run: (_, { outageMs }) => delay(outageMs / 2) },
  {
    name: 'kill-node',
    what: 'kill -9 of a node',
    async run(world, { pick }) {
      const seat = pick(world.seats);
      await world.killNode(seat);
      await delay(GONE_MS);
      await world.startNode(seat);
    },
  },
  {
    name: 'kill-nodes',
    what: 'kill -9 of all nodes',
    several: true,
    async run(world) {
      await Promise.all(world.seats.map((seat) => world.killNode(seat)));
      await delay(GONE_MS);
      await Promise.all(world.seats.map((seat) => world.startNode(seat)));
    },
  },
  {
    name: 'kill-redis',
    what: 'kill -9 of Redis, which comes back empty',
    async run(world) {
      world.redisPart.signal('SIGKILL');
      await world.redisPart.ended;
      await delay(GONE_MS);
      await world.startRedis();
    },
  },
  {
    name: 'kill-postgres',
    what: 'kill -9 of PostgreSQL',
    async run(world) {
      world.killDatabase();
      await delay(GONE_MS);
    },
  },
  {
    name: 'stop-node',
    what: 'SIGSTOP of a node',
    async run({ seats }, { outageMs, pick }) {
      const { part } = pick(seats);
      part!.signal('SIGSTOP');
      await delay(outageMs);
      part!.signal('SIGCONT');
    },
  },
  {
    name: 'stop-redis',
    what: 'SIGSTOP of Redis',
    async run({ redisPart }, { outageMs }) {
      redisPart.signal('SIGSTOP');
      await delay(outageMs);
      redisPart.signal('SIGCONT');
    },
  },
  ...ways,
  ...lockedRows,
  {
    name: 'clock',
    what: 'the clock of one node an hour ahead, then two behind that',
    missing: () => (World.hasFakeTime ? undefined : 'libfaketime is not installed: `apt-get install faketime`'),
    async run({ seats }, { outageMs }) {
      const { clock } = seats.at(-1)!;
      for (const offset of ['+3600', '-3600', '+0']) {
        writeFileSync(clock, offset);
        await delay(outageMs / 3);
      }
    },
  },
  {
    name: 'disk-full',
    what: "PostgreSQL's volume full",
    volume: true,
    async run(world, { outageMs }) {
      const filler = join(world.dataDir, 'filler');
      fill(filler, world.dataDir);
      await delay(outageMs);
      rmSync(filler);
      // What it has not written down it has not acknowledged; on a full disk it may have given up.
      await world.stopDatabase();
      await world.startDatabase();
    },
  },
  {
    name: 'rolling',
    what: 'rolling restart: SIGTERM to one node after the other',
    mostAway: 5,
    several: true,
    async run(world) {
      for (const seat of world.seats) {
        await seat.part!.stop();
        await world.startNode(seat);
      }
    },
  },
];

/** Takes what is left of a volume, to the last block. */
function fill(file: string, volume: string): void {
  if (existsSync(file)) return;
  const block = Buffer.alloc(64 * 1024);
  const { bavail, bsize } = statfsSync(volume);
  for (let left = bavail * bsize; left > 0; left -= block.length) {
    try {
      writeFileSync(file, block, { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}
