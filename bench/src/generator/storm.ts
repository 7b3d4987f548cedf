import { once } from 'node:events';
import type { StormJob, StormResult } from '../jobs.js';
import { Connection } from './connection.js';
import { beginWindow, tell } from './window.js';

/** Opens all connections; each counts when it has been told who is there. Holds them until the parent says `close`. */
export async function storm({ port, tokens, atOnce, deaf = false }: StormJob): Promise<StormResult> {
  const open: Connection[] = [];
  const waiting = tokens.values();
  let refused = 0;
  const lane = async () => {
    for (const token of waiting) {
      await Connection.open(port, token, 'presence_state').then(
        (connection) => open.push(connection),
        () => (refused += 1),
      );
    }
  };
  const end = beginWindow();
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (deaf) open.forEach((connection) => connection.pause());
  const result = { seconds: end(), opened: open.length, refused };
  tell({ at: 'result', result });
  await once(process, 'message');
  for (const connection of open) connection.close();
  return result;
}
