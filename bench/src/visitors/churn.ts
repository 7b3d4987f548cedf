import { Agent } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { ChurnJob, ChurnResult, Pair } from '../jobs.js';
import { beginWindow } from '../generator/window.js';

const PATIENCE_MS = 15_000;
const LOGIN_EVERY_MS = 1000;
const WRONG_LOGIN = JSON.stringify({ email: 'nobody@example.com', password: 'Wrong-123' });

interface Visit {
  readonly port: number;
  readonly pair: Pair;
  /** Goes on over a WebSocket, or stays with polling. */
  readonly upgrades: boolean;
  /** Says that it leaves, or is gone from one moment to the next. */
  readonly saysFarewell: boolean;
}

/** Has clients come at a rate, each of which sends one message and leaves, while somebody guesses passwords. */
export async function churn({ port, pairs, rate, seconds }: ChurnJob): Promise<ChurnResult> {
  const tally = { visits: 0, failed: 0, logins: 0 };
  const reasons: Record<string, number> = {};
  const under = new Set<Promise<void>>();
  const track = (work: Promise<unknown>) => {
    const tracked: Promise<void> = work
      .then(
        () => undefined,
        (error: unknown) => {
          tally.failed += 1;
          const text = String(error);
          const reason = /"code":"([^"]+)"/.exec(text)?.[1] ?? text;
          reasons[reason] = (reasons[reason] ?? 0) + 1;
        },
      )
      .finally(() => under.delete(tracked));
    under.add(tracked);
  };
  const end = beginWindow();
  const come = setInterval(() => {
    const number = tally.visits;
    tally.visits += 1;
    const pair = pairs[number % pairs.length]!;
    track(visit({ port, pair, upgrades: number % 2 === 0, saysFarewell: number % 4 < 2 }));
  }, 1000 / rate);
  const guess = setInterval(() => {
    tally.logins += 1;
    track(failLogin(port));
  }, LOGIN_EVERY_MS);
  await delay(seconds * 1000);
  clearInterval(come);
  clearInterval(guess);
  await Promise.all(under);
  end();
  return { ...tally, reasons };
}

/** Knows its connections, also those that were upgraded. */
class KnownConnections extends Agent {
  private readonly dialled: TcpSocket[] = [];

  override createConnection(...args: Parameters<Agent['createConnection']>): ReturnType<Agent['createConnection']> {
    const socket = super.createConnection(...args);
    this.dialled.push(socket as TcpSocket);
    return socket;
  }

  reset(): void {
    for (const socket of this.dialled) socket.resetAndDestroy();
  }
}

async function visit({ port, pair: { from, to }, upgrades, saysFarewell }: Visit): Promise<void> {
  const agent = new KnownConnections();
  const socket = io(`http://127.0.0.1:${port}`, {
    auth: { token: from.token },
    transports: upgrades ? ['polling', 'websocket'] : ['polling'],
    // Node's clients take an agent; the type is that of browsers.
    agent: agent as never,
    forceNew: true,
    reconnection: false,
  });
  try {
    await connected(socket, upgrades);
    const answer = (await socket
      .timeout(PATIENCE_MS)
      .emitWithAck('send_message', { receiverId: to.id, content: 'Just a moment.' })) as object;
    if ('error' in answer) throw new Error(JSON.stringify(answer.error));
  } finally {
    if (!saysFarewell) agent.reset();
    socket.disconnect();
  }
}

/** Resolves when it may send, over the transport that it is meant to use. */
function connected(socket: Socket, upgrades: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let awaited = upgrades ? 2 : 1;
    const timer = setTimeout(() => reject(new Error('A visitor was not let in in time.')), PATIENCE_MS);
    const step = () => {
      awaited -= 1;
      if (awaited > 0) return;
      clearTimeout(timer);
      resolve();
    };
    const fail = (why: unknown) => {
      clearTimeout(timer);
      reject(why instanceof Error ? why : new Error(String(why)));
    };
    socket.once('connect', step).once('connect_error', fail).once('disconnect', fail);
    if (upgrades) socket.io.once('open', () => socket.io.engine.once('upgrade', step));
  });
}

/** @throws Error when the login is neither found wrong nor refused for coming too often */
async function failLogin(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: WRONG_LOGIN,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await response.arrayBuffer();
  if (response.status !== 401 && response.status !== 429)
    throw new Error(`A wrong login was answered ${response.status}.`);
}
