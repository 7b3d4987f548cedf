import { concurrently } from 'concurrently';
import { readStartOptions } from './start-options.js';

// This is `pnpm start:dev`. It reads the options before it starts the watchers: after `--help` the watchers would keep
// waiting for a change.
const { demo } = readStartOptions();
const server = 'node --max-semi-space-size=32 --watch --watch-preserve-output server/dist/main.js';

const { result } = concurrently(
  [
    { name: 'build', command: 'tsc -b --watch --preserveWatchOutput' },
    { name: 'web', command: 'node web/build.mjs --watch' },
    { name: 'server', command: demo ? `${server} --demo` : server },
  ],
  { killOthersOn: ['success', 'failure'] },
);
// `concurrently` has already printed how each process ended.
result.catch(() => process.exit(1));
