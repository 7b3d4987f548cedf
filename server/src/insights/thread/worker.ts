import { constants, platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { tasks, type ThreadTask, type TaskName } from './tasks.js';

// Chat traffic has priority. On Linux this lowers only this thread; on other systems it would lower the whole server.
if (platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// A task that fails ends the thread; the main thread receives its `error` event.
parentPort!.on('message', async <T extends TaskName>({ task, input }: ThreadTask<T>) => {
  const run = tasks[task] as (...args: unknown[]) => Promise<unknown>;
  parentPort!.postMessage(await run(...input));
});
