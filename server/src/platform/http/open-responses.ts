import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CONFIG, type Config } from '../config/config.js';
import { Counters } from '../health/counters.js';

/** How many requests of one connection may wait for their answers: more than any client pipelines that reads what it asked for. */
const PIPELINED = 16;
/** How often connections are looked at, as a share of the time that they have. */
const LOOKS = 10;

/** What one connection still has to take. */
interface Unread {
  /** Responses that are not over, each with what is to be done then. */
  readonly open: Map<ServerResponse, (() => void)[]>;
  /** How far the client had come when it last took something, and when that was noticed. */
  position: string;
  since: number;
}

/**
 * Knows which responses have not been handed over whole, of all requests of the HTTP server, and ends connections whose clients
 * do not take theirs.
 *
 * Invariants: a response that waits for its content is not timed; one whose bytes wait for the client is, from the last byte
 * that it took. One connection has a bounded number of open responses. What is to be done when a response is over is done
 * once, also where the connection ends before its turn.
 */
@Injectable()
export class OpenResponses implements OnApplicationShutdown {
  private readonly logger = new Logger(OpenResponses.name);
  private readonly connections = new Map<Socket, Unread>();
  private readonly limitMs: number;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly counters: Counters,
  ) {
    this.limitMs = config.WRITE_TIMEOUT * 1000;
  }

  /** Watches a server from now on; to be called once everything listens to its requests, which come here first. */
  watch(server: Server): void {
    server.prependListener('request', (request, response) => this.begin(request, response));
    this.sweeper = setInterval(() => this.sweep(performance.now()), this.limitMs / LOOKS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeper);
  }

  /** Has something done once the response has been handed over to the system whole, or its connection has ended. */
  onOver({ socket }: Pick<IncomingMessage, 'socket'>, response: ServerResponse, act: () => void): void {
    const actions = this.connections.get(socket)?.open.get(response);
    if (actions) actions.push(act);
    else act(); // it has ended already
  }

  /** Whether the head of an answer has been written to a connection, and its end has not been handed over to the system. */
  isAnswering(socket: Socket): boolean {
    return [...(this.connections.get(socket)?.open.keys() ?? [])].some(({ headersSent }) => headersSent);
  }

  private begin({ socket }: IncomingMessage, response: ServerResponse): void {
    if (socket.destroyed) return;
    const unread = this.connections.get(socket) ?? this.connect(socket);
    unread.open.set(response, []);
    response.once('close', () => this.end(unread, response));
    if (unread.open.size <= PIPELINED) return;
    this.counters.add('requests.refused');
    socket.destroy();
  }

  private connect(socket: Socket): Unread {
    const unread: Unread = { open: new Map(), position: '', since: 0 };
    this.connections.set(socket, unread);
    // A response that waits for its turn on the connection never hears that it has ended.
    socket.once('close', () => {
      for (const response of unread.open.keys()) this.end(unread, response);
      this.connections.delete(socket);
    });
    return unread;
  }

  private end({ open }: Unread, response: ServerResponse): void {
    const actions = open.get(response) ?? [];
    open.delete(response);
    for (const act of actions) act();
  }

  private sweep(now: number): void {
    for (const [socket, unread] of this.connections) {
      const position = positionOf(socket);
      if (unread.open.size === 0 || socket.writableLength === 0 || position !== unread.position) {
        unread.position = position;
        unread.since = now;
      } else if (now - unread.since >= this.limitMs) this.cut(socket);
    }
  }

  private cut(socket: Socket): void {
    this.counters.add('responses.timed_out');
    this.logger.debug('A client did not read what it had asked for: its connection was ended.');
    socket.destroy();
  }
}

/**
 * How much the system has taken of what was written to a connection. Of a large write that is under way only the handle knows
 * how much is left; without it, a client that reads it slowly would look like one that does not read.
 */
function positionOf(socket: Socket): string {
  const { _handle: handle } = socket as unknown as { _handle?: { writeQueueSize?: number } | null };
  return `${socket.bytesWritten - socket.writableLength} ${handle?.writeQueueSize}`;
}
