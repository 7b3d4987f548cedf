import { once } from 'node:events';
import type { StormJob, StormResult } from '../jobs.js';
import { Connection } from './connection.js';
import { beginWindow, sendToParent } from './measurement-window.js';

/**
 * Opens all connections; each counts when `presence_state` has arrived. Keeps them open until the parent sends a
 * message.
 */
export async function storm({ port, tokens, concurrency, neverReads = false }: StormJob): Promise<StormResult> {
  const open: Connection[] = [];
  const remaining = tokens.values();
  let refused = 0;
  const worker = async () => {
    for (const token of remaining) {
      await Connection.open(port, token, 'presence_state').then(
        (connection) => open.push(connection),
        () => (refused += 1),
      );
    }
  };
  const end = beginWindow();
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (neverReads) open.forEach((connection) => connection.pause());
  const result = { seconds: end(), opened: open.length, refused };
  sendToParent({ type: 'result', result });
  await once(process, 'message');
  for (const connection of open) connection.close();
  return result;
}
