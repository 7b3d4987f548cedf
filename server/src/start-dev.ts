import { concurrently } from 'concurrently';
import { readStartOptions } from './start-options.js';

// `pnpm start:dev`: the options are read before anything is watched, which would wait for a change after `--help`.
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
// How each of them ended has been printed.
result.catch(() => process.exit(1));
