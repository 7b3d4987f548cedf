import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { AttackJob } from '../../jobs.js';
import { textFrame } from '../frames.js';

/** Of the loopback network, as the others are, and another one than theirs: limits per address must not meet them. */
const ADDRESS = '127.0.0.2';
/** After this an attack begins anew that was neither answered nor cut off, in milliseconds. */
const PATIENCE_MS = 5000;
/** Between being cut off and the next attempt, in milliseconds. */
const PAUSE_MS = 50;

interface Message {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What attacks are made of: connections and requests, repeated until the time is up. */
export class Attacker {
  /** How often an attack came to its end, and how often it was cut off. */
  readonly tally = { rounds: 0, cutOff: 0 };
  private readonly sockets = new Set<Socket>();
  private readonly agent = new Agent({ keepAlive: true, localAddress: ADDRESS });
  private readonly over = Promise.withResolvers<void>();
  private isOver = false;

  constructor(readonly job: AttackJob) {}

  /** Lets go of everything. */
  end(): void {
    this.isOver = true;
    this.over.resolve();
    this.agent.destroy();
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Repeats an attack in so many lanes, or in fewer if the job says so, until the time is up, also after it was cut off. */
  async lanes(count: number, attack: (lane: number) => Promise<unknown>): Promise<void> {
    const lane = async (number: number) => {
      while (!this.isOver) await this.attempt(() => attack(number));
    };
    const length = Math.min(count, this.job.lanes ?? count);
    await Promise.all(Array.from({ length }, (_, number) => lane(number)));
  }

  /** A token of one of the attacker's users. */
  token(lane: number): string {
    return this.job.tokens[lane % this.job.tokens.length]!;
  }

  dial(): Promise<Socket> {
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

  /** A WebSocket of Engine.IO; with a token, one that has joined. What it is sent is thrown away. */
  async webSocket(token?: string, path = '/socket.io/?EIO=4&transport=websocket'): Promise<Socket> {
    const socket = await this.dial();
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Key: c21hcnQtaHViLWJlbmNoIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await heard(socket, '\r\n\r\n');
    if (token !== undefined) {
      socket.write(textFrame(`40${JSON.stringify({ token })}`));
      await heard(socket, '40{"sid"');
    }
    socket.resume();
    return socket;
  }

  /** Makes a request and reads the answer. Requests share connections, as far as the server keeps them. */
  ask(method: string, path: string, { headers = {}, body }: Message = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        agent: this.agent,
        host: '127.0.0.1',
        port: this.job.port,
        method,
        path,
        headers,
        timeout: PATIENCE_MS,
      };
      const sent = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text)).on('error', reject);
      });
      sent.on('error', reject).on('timeout', () => sent.destroy());
      sent.end(body);
    });
  }

  /** Posts JSON. */
  post(path: string, body: object): Promise<string> {
    return this.ask('POST', path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  private async attempt(attack: () => Promise<unknown>): Promise<void> {
    try {
      await Promise.race([attack(), this.over.promise]);
      if (!this.isOver) this.tally.rounds += 1;
    } catch {
      if (!this.isOver) this.tally.cutOff += 1;
      await Promise.race([delay(PAUSE_MS), this.over.promise]);
    }
  }
}

/** Resolves when a connection is lost. */
export async function lost(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close').catch(() => undefined);
}

/** Keeps a connection for a while, in milliseconds, or until it is lost, and resets it. */
export async function keep(socket: Socket, patience = PATIENCE_MS): Promise<void> {
  await Promise.race([lost(socket), delay(patience)]);
  socket.resetAndDestroy();
}

/** Writes, and resolves when the system has taken it. @throws Error when it does not, or the connection is lost */
export async function pour(socket: Socket, bytes: Buffer | string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const giveUp = () => socket.resetAndDestroy();
    const timer = setTimeout(giveUp, PATIENCE_MS);
    const fail = () => reject(new Error('A connection was lost.'));
    socket.once('close', fail);
    socket.write(bytes, (error) => {
      clearTimeout(timer);
      socket.off('close', fail);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Resolves when a connection has been sent a text. */
async function heard(socket: Socket, text: string): Promise<void> {
  let all = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => socket.resetAndDestroy(), PATIENCE_MS);
    const fail = () => reject(new Error('A connection was lost.'));
    const listen = (chunk: Buffer) => {
      all += chunk.toString('latin1');
      if (!all.includes(text)) return;
      clearTimeout(timer);
      socket.off('data', listen).off('close', fail);
      resolve();
    };
    socket.on('data', listen).once('close', fail);
  });
}
