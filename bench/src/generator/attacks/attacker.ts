import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { AttackJob } from '../../jobs.js';
import { textFrame } from '../frames.js';

/** A loopback address that only the attacker uses, so that limits per address do not affect the other clients. */
const ADDRESS = '127.0.0.2';
/** After this time, in milliseconds, an attack is repeated that was neither answered nor disconnected. */
const TIMEOUT_MS = 5000;
/** The pause between a disconnection and the next attempt, in milliseconds. */
const RETRY_PAUSE_MS = 50;

interface RequestContent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Opens the connections and makes the requests of an attack, and repeats it until the time is up. */
export class Attacker {
  /** The number of completed rounds, and of rounds that were disconnected or failed. */
  readonly tally = { rounds: 0, cutOff: 0 };
  private readonly sockets = new Set<Socket>();
  private readonly agent = new Agent({ keepAlive: true, localAddress: ADDRESS });
  private readonly ended = Promise.withResolvers<void>();
  private hasEnded = false;

  constructor(readonly job: AttackJob) {}

  /** Ends the attack and closes all connections. */
  end(): void {
    this.hasEnded = true;
    this.ended.resolve();
    this.agent.destroy();
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /**
   * Repeats an attack until the measurement ends. Reconnects when the server closes a connection.
   *
   * @param count the number of concurrent workers; the job can lower it with `maxConnections`
   */
  async repeat(count: number, attack: (worker: number) => Promise<unknown>): Promise<void> {
    const runWorker = async (worker: number) => {
      while (!this.hasEnded) await this.attempt(() => attack(worker));
    };
    const length = Math.min(count, this.job.maxConnections ?? count);
    await Promise.all(Array.from({ length }, (_, worker) => runWorker(worker)));
  }

  /** Returns the token of one of the attacker's accounts. */
  token(worker: number): string {
    return this.job.tokens[worker % this.job.tokens.length]!;
  }

  openTcp(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.job.port, host: '127.0.0.1', localAddress: ADDRESS, noDelay: true });
      this.sockets.add(socket);
      socket.once('connect', () => resolve(socket));
      socket.on('error', reject);
      socket.once('close', () => {
        this.sockets.delete(socket);
        reject(new Error('A connection was closed.'));
      });
    });
  }

  /**
   * Opens a WebSocket of Engine.IO; with a token, also completes the Socket.IO handshake. Received data is discarded.
   */
  async openWebSocket(token?: string, path = '/socket.io/?EIO=4&transport=websocket'): Promise<Socket> {
    const socket = await this.openTcp();
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Key: c21hcnQtaHViLWJlbmNoIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await waitForText(socket, '\r\n\r\n');
    if (token !== undefined) {
      socket.write(textFrame(`40${JSON.stringify({ token })}`));
      await waitForText(socket, '40{"sid"');
    }
    socket.resume();
    return socket;
  }

  /** Makes a request and returns the body of the response. Requests reuse connections that the server keeps alive. */
  request(method: string, path: string, { headers = {}, body }: RequestContent = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        agent: this.agent,
        host: '127.0.0.1',
        port: this.job.port,
        method,
        path,
        headers,
        timeout: TIMEOUT_MS,
      };
      const clientRequest = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text)).on('error', reject);
      });
      clientRequest.on('error', reject).on('timeout', () => clientRequest.destroy());
      clientRequest.end(body);
    });
  }

  /** Makes a POST request with a JSON body. */
  post(path: string, body: object): Promise<string> {
    return this.request('POST', path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  private async attempt(attack: () => Promise<unknown>): Promise<void> {
    try {
      await Promise.race([attack(), this.ended.promise]);
      if (!this.hasEnded) this.tally.rounds += 1;
    } catch {
      if (!this.hasEnded) this.tally.cutOff += 1;
      await Promise.race([delay(RETRY_PAUSE_MS), this.ended.promise]);
    }
  }
}

/** Resolves when a connection is closed. */
export async function waitForClose(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close').catch(() => undefined);
}

/** Keeps a connection open for a time in milliseconds, or until it is closed, and resets it. */
export async function keepOpen(socket: Socket, durationMs = TIMEOUT_MS): Promise<void> {
  await Promise.race([waitForClose(socket), delay(durationMs)]);
  socket.resetAndDestroy();
}

/**
 * Writes, and resolves when the operating system has accepted the bytes.
 *
 * @throws Error on a timeout or if the connection is closed
 */
export async function write(socket: Socket, bytes: Buffer | string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => socket.resetAndDestroy(), TIMEOUT_MS);
    const fail = () => reject(new Error('A connection was closed.'));
    socket.once('close', fail);
    socket.write(bytes, (error) => {
      clearTimeout(timer);
      socket.off('close', fail);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Resolves when a text has arrived. @throws Error on a timeout or if the connection is closed */
async function waitForText(socket: Socket, text: string): Promise<void> {
  let received = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => socket.resetAndDestroy(), TIMEOUT_MS);
    const fail = () => reject(new Error('A connection was closed.'));
    const onData = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (!received.includes(text)) return;
      clearTimeout(timer);
      socket.off('data', onData).off('close', fail);
      resolve();
    };
    socket.on('data', onData).once('close', fail);
  });
}
