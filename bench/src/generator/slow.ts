import { setTimeout as delay } from 'node:timers/promises';
import type { SlowJob, SlowResult } from '../jobs.js';
import { Connection } from './connection.js';
import { beginWindow } from './window.js';

/** A client that does not read cannot see that it was cut off, unless it writes; and without heartbeats it would be given up. */
const HEARTBEAT_MS = 2000;

/** Has clients that stop reading once they have connected. Each that is cut off is replaced by another one. */
export async function slow({ port, tokens, seconds }: SlowJob): Promise<SlowResult> {
  const tally = { opened: 0, refused: 0, cutOff: 0 };
  const end = beginWindow();
  const until = performance.now() + seconds * 1000;
  const lane = async (token: string) => {
    while (performance.now() < until) {
      const connection = await Connection.open(port, token, 'presence_state').catch(() => undefined);
      if (connection === undefined) {
        tally.refused += 1;
        await delay(HEARTBEAT_MS);
        continue;
      }
      tally.opened += 1;
      if (await isCutOff(connection, until)) tally.cutOff += 1;
    }
  };
  await Promise.all(tokens.map(lane));
  end();
  return tally;
}

/** Reads nothing until the connection is lost, or the time is up. */
async function isCutOff(connection: Connection, until: number): Promise<boolean> {
  const lost = new Promise<boolean>((resolve) => (connection.onLost = () => resolve(true)));
  const heartbeats = setInterval(() => connection.heartbeat(), HEARTBEAT_MS);
  connection.pause();
  const isLost = await Promise.race([lost, delay(until - performance.now(), false)]);
  clearInterval(heartbeats);
  if (!isLost) connection.close();
  return isLost;
}
