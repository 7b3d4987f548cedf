import { constants, platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { tasks, type Job, type Task } from './tasks.js';

// Who chats goes first. On Linux this is about this thread; elsewhere it would be about the whole server.
if (platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// What fails ends the thread, which is heard on the other side.
parentPort!.on('message', async <T extends Task>({ task, input }: Job<T>) => {
  const run = tasks[task] as (...args: unknown[]) => Promise<unknown>;
  parentPort!.postMessage(await run(...input));
});
