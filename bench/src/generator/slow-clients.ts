import { setTimeout as delay } from 'node:timers/promises';
import type { SlowJob, SlowResult } from '../jobs.js';
import { Connection } from './connection.js';
import { beginWindow } from './measurement-window.js';

/**
 * A client that does not read notices that it was disconnected only when it writes; and without heartbeats the server
 * would disconnect it for its silence.
 */
const HEARTBEAT_MS = 2000;

/** Connects clients that stop reading once they are connected. Each client that is disconnected is replaced. */
export async function slowClients({ port, tokens, seconds }: SlowJob): Promise<SlowResult> {
  const tally = { opened: 0, refused: 0, cutOff: 0 };
  const end = beginWindow();
  const until = performance.now() + seconds * 1000;
  const replaceClients = async (token: string) => {
    while (performance.now() < until) {
      const connection = await Connection.open(port, token, 'presence_state').catch(() => undefined);
      if (connection === undefined) {
        tally.refused += 1;
        await delay(HEARTBEAT_MS);
        continue;
      }
      tally.opened += 1;
      if (await isDisconnected(connection, until)) tally.cutOff += 1;
    }
  };
  await Promise.all(tokens.map(replaceClients));
  end();
  return tally;
}

/** Reads nothing until the connection is lost or the time is up. @returns whether the connection was lost */
async function isDisconnected(connection: Connection, until: number): Promise<boolean> {
  const lost = new Promise<boolean>((resolve) => (connection.onLost = () => resolve(true)));
  const heartbeats = setInterval(() => connection.heartbeat(), HEARTBEAT_MS);
  connection.pause();
  const isLost = await Promise.race([lost, delay(until - performance.now(), false)]);
  clearInterval(heartbeats);
  if (!isLost) connection.close();
  return isLost;
}
