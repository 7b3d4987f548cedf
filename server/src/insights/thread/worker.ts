import { constants, platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { tasks, type ThreadTask, type TaskName } from './tasks.js';

// Lowers the priority of this thread, because chat traffic comes first. Only on Linux: on other systems this would
// lower the priority of the whole server.
if (platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// A task that throws ends the thread; the main thread receives the `error` event of the worker.
parentPort!.on('message', async <T extends TaskName>({ task, input }: ThreadTask<T>) => {
  const run = tasks[task] as (...args: unknown[]) => Promise<unknown>;
  parentPort!.postMessage(await run(...input));
});
