import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.js';
import { lockedRowFaults } from './locked-rows.js';
import { linkFaults } from './link-faults.js';
import { Installation } from './installation.js';

/** How long a killed process is down before it is restarted. */
const DOWN_MS = 3000;

export const faults: readonly Fault[] = [
  { name: 'none', description: 'none, for comparison', run: (_, { outageMs }) => delay(outageMs / 2) },
  {
    name: 'kill-node',
    description: 'kill -9 of a node',
    async run(installation, { pick }) {
      const node = pick(installation.nodes);
      await installation.killNode(node);
      await delay(DOWN_MS);
      await installation.startNode(node);
    },
  },
  {
    name: 'kill-nodes',
    description: 'kill -9 of all nodes',
    needsSeveralNodes: true,
    async run(installation) {
      await Promise.all(installation.nodes.map((node) => installation.killNode(node)));
      await delay(DOWN_MS);
      await Promise.all(installation.nodes.map((node) => installation.startNode(node)));
    },
  },
  {
    name: 'kill-redis',
    description: 'kill -9 of Redis, which comes back empty',
    async run(installation) {
      installation.redisProcess.signal('SIGKILL');
      await installation.redisProcess.ended;
      await delay(DOWN_MS);
      await installation.startRedis();
    },
  },
  {
    name: 'kill-postgres',
    description: 'kill -9 of PostgreSQL',
    async run(installation) {
      installation.killDatabase();
      await delay(DOWN_MS);
    },
  },
  {
    name: 'stop-node',
    description: 'SIGSTOP of a node',
    async run({ nodes }, { outageMs, pick }) {
      const { process } = pick(nodes);
      process!.signal('SIGSTOP');
      await delay(outageMs);
      process!.signal('SIGCONT');
    },
  },
  {
    name: 'stop-redis',
    description: 'SIGSTOP of Redis',
    async run({ redisProcess }, { outageMs }) {
      redisProcess.signal('SIGSTOP');
      await delay(outageMs);
      redisProcess.signal('SIGCONT');
    },
  },
  ...linkFaults,
  ...lockedRowFaults,
  {
    name: 'clock',
    description: 'the clock of one node an hour ahead, then an hour behind',
    missing: () => (Installation.hasFakeTime ? undefined : 'libfaketime is not installed: `apt-get install faketime`'),
    async run({ nodes }, { outageMs }) {
      const { clock } = nodes.at(-1)!;
      for (const offset of ['+3600', '-3600', '+0']) {
        writeFileSync(clock, offset);
        await delay(outageMs / 3);
      }
    },
  },
  {
    name: 'disk-full',
    description: "PostgreSQL's volume full",
    needsVolume: true,
    async run(installation, { outageMs }) {
      const filler = join(installation.dataDir, 'filler');
      fill(filler, installation.dataDir);
      await delay(outageMs);
      rmSync(filler);
      // PostgreSQL may have exited on the full disk. A restart loses nothing: it acknowledges only what it has written.
      await installation.stopDatabase();
      await installation.startDatabase();
    },
  },
  {
    name: 'rolling',
    description: 'rolling restart: SIGTERM to one node after the other',
    maxDisconnectionS: 5,
    needsSeveralNodes: true,
    async run(installation) {
      for (const node of installation.nodes) {
        await node.process!.stop();
        await installation.startNode(node);
      }
    },
  },
];

/** Fills a volume to the last block. */
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
