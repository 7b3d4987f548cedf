import { Agent } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { ChurnJob, ChurnResult, Pair } from '../jobs.js';
import { beginWindow } from '../generator/measurement-window.js';

const TIMEOUT_MS = 15_000;
const LOGIN_EVERY_MS = 1000;
const WRONG_LOGIN = JSON.stringify({ email: 'nobody@example.com', password: 'Wrong-123' });

interface Visit {
  readonly port: number;
  readonly pair: Pair;
  /** Whether the client upgrades to a WebSocket; otherwise it keeps polling. */
  readonly upgrades: boolean;
  /** Whether the client disconnects properly; otherwise its TCP connections are reset first. */
  readonly disconnectsCleanly: boolean;
}

/**
 * Makes visits at a rate: each client connects, sends one message and disconnects. Meanwhile, logs in with wrong
 * passwords.
 */
export async function churn({ port, pairs, rate, seconds }: ChurnJob): Promise<ChurnResult> {
  const tally = { visits: 0, failed: 0, logins: 0 };
  const reasons: Record<string, number> = {};
  const pending = new Set<Promise<void>>();
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
      .finally(() => pending.delete(tracked));
    pending.add(tracked);
  };
  const end = beginWindow();
  const visitTimer = setInterval(() => {
    const number = tally.visits;
    tally.visits += 1;
    const pair = pairs[number % pairs.length]!;
    track(visit({ port, pair, upgrades: number % 2 === 0, disconnectsCleanly: number % 4 < 2 }));
  }, 1000 / rate);
  const loginTimer = setInterval(() => {
    tally.logins += 1;
    track(tryWrongPassword(port));
  }, LOGIN_EVERY_MS);
  await delay(seconds * 1000);
  clearInterval(visitTimer);
  clearInterval(loginTimer);
  await Promise.all(pending);
  end();
  return { ...tally, reasons };
}

/** Tracks its TCP connections, including those that were upgraded to a WebSocket, so that they can be reset. */
class ResettableAgent extends Agent {
  private readonly opened: TcpSocket[] = [];

  override createConnection(...args: Parameters<Agent['createConnection']>): ReturnType<Agent['createConnection']> {
    const socket = super.createConnection(...args);
    this.opened.push(socket as TcpSocket);
    return socket;
  }

  reset(): void {
    for (const socket of this.opened) socket.resetAndDestroy();
  }
}

async function visit({ port, pair: { from, to }, upgrades, disconnectsCleanly }: Visit): Promise<void> {
  const agent = new ResettableAgent();
  const socket = io(`http://127.0.0.1:${port}`, {
    auth: { token: from.token },
    transports: upgrades ? ['polling', 'websocket'] : ['polling'],
    // In Node.js the client accepts an agent; the type describes browsers only.
    agent: agent as never,
    forceNew: true,
    reconnection: false,
  });
  try {
    await connected(socket, upgrades);
    const response = (await socket
      .timeout(TIMEOUT_MS)
      .emitWithAck('send_message', { receiverId: to.id, content: 'Just a moment.' })) as object;
    if ('error' in response) throw new Error(JSON.stringify(response.error));
  } finally {
    if (!disconnectsCleanly) agent.reset();
    socket.disconnect();
  }
}

/** Resolves when the client is connected, and has upgraded if it is to upgrade. */
function connected(socket: Socket, upgrades: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let pendingEvents = upgrades ? 2 : 1;
    const timer = setTimeout(() => reject(new Error('A client did not connect in time.')), TIMEOUT_MS);
    const step = () => {
      pendingEvents -= 1;
      if (pendingEvents > 0) return;
      clearTimeout(timer);
      resolve();
    };
    const fail = (reason: unknown) => {
      clearTimeout(timer);
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    socket.once('connect', step).once('connect_error', fail).once('disconnect', fail);
    if (upgrades) socket.io.once('open', () => socket.io.engine.once('upgrade', step));
  });
}

/** @throws Error if the login is refused neither for a wrong password (401) nor by a rate limit (429) */
async function tryWrongPassword(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: WRONG_LOGIN,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
  if (response.status !== 401 && response.status !== 429)
    throw new Error(`A login with a wrong password received status ${response.status}.`);
}
