import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CONFIG, type Config } from '../config/config.js';
import { Counters } from '../health/counters.js';

/**
 * How many pipelined requests of one connection may wait for their responses. No client that reads its responses needs
 * more.
 */
const MAX_PIPELINED = 16;
/** How many times connections are checked within the time limit for reading (`WRITE_TIMEOUT`). */
const CHECKS_PER_LIMIT = 10;

/** The unfinished responses of one connection, and the client's progress in reading them. */
interface ConnectionState {
  /** The unfinished responses, each with the callbacks for its end. */
  readonly open: Map<ServerResponse, (() => void)[]>;
  /** How much of the data the client had read at the latest check: see {@link readProgressOf}. */
  progress: string;
  /** When a check last found that the client had read more, by `performance.now()`. */
  progressAt: number;
}

/**
 * Tracks which responses of the HTTP server have not been handed over to the operating system completely, and closes
 * connections whose clients do not read their responses.
 *
 * Invariants: the time limit does not apply to a response that waits for its content. It applies to a response whose
 * bytes wait for the client, and counts from the last byte that the client accepted. The number of open responses of a
 * connection is bounded. The callbacks for the end of a response are called once, even if the connection ends before
 * the response is sent.
 */
@Injectable()
export class OpenResponses implements OnApplicationShutdown {
  private readonly logger = new Logger(OpenResponses.name);
  private readonly connections = new Map<Socket, ConnectionState>();
  private readonly limitMs: number;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly counters: Counters,
  ) {
    this.limitMs = config.WRITE_TIMEOUT * 1000;
  }

  /**
   * Starts to track a server's responses. Call it after all other request listeners are attached, so that this one runs
   * first.
   */
  watch(server: Server): void {
    server.prependListener('request', (request, response) => this.begin(request, response));
    this.sweeper = setInterval(() => this.sweep(performance.now()), this.limitMs / CHECKS_PER_LIMIT).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeper);
  }

  /**
   * Calls a function when the response has been handed over to the operating system completely, or the connection of
   * the response has ended.
   */
  onFinished({ socket }: Pick<IncomingMessage, 'socket'>, response: ServerResponse, callback: () => void): void {
    const callbacks = this.connections.get(socket)?.open.get(response);
    if (callbacks) callbacks.push(callback);
    else callback(); // the response has already ended
  }

  /** Whether the head of a response has been written to a connection, and the response is not finished. */
  isResponding(socket: Socket): boolean {
    return [...(this.connections.get(socket)?.open.keys() ?? [])].some(({ headersSent }) => headersSent);
  }

  private begin({ socket }: IncomingMessage, response: ServerResponse): void {
    if (socket.destroyed) return;
    const state = this.connections.get(socket) ?? this.connect(socket);
    state.open.set(response, []);
    response.once('close', () => this.end(state, response));
    if (state.open.size <= MAX_PIPELINED) return;
    this.counters.add('requests.refused');
    socket.destroy();
  }

  private connect(socket: Socket): ConnectionState {
    const state: ConnectionState = { open: new Map(), progress: '', progressAt: 0 };
    this.connections.set(socket, state);
    // A response that is queued behind others on the connection emits no `close` when the connection ends.
    socket.once('close', () => {
      for (const response of state.open.keys()) this.end(state, response);
      this.connections.delete(socket);
    });
    return state;
  }

  private end({ open }: ConnectionState, response: ServerResponse): void {
    const callbacks = open.get(response) ?? [];
    open.delete(response);
    for (const callback of callbacks) callback();
  }

  private sweep(now: number): void {
    for (const [socket, state] of this.connections) {
      const progress = readProgressOf(socket);
      if (state.open.size === 0 || socket.writableLength === 0 || progress !== state.progress) {
        state.progress = progress;
        state.progressAt = now;
      } else if (now - state.progressAt >= this.limitMs) this.disconnect(socket);
    }
  }

  private disconnect(socket: Socket): void {
    this.counters.add('responses.timed_out');
    this.logger.debug('A client did not read its responses: its connection was closed.');
    socket.destroy();
  }
}

/**
 * Returns a text that changes whenever the operating system accepts more of the data written to a connection. For a
 * large write in progress, only the socket's handle knows how much is left. Without the handle, a client that reads
 * slowly could not be distinguished from a client that does not read.
 */
function readProgressOf(socket: Socket): string {
  const { _handle: handle } = socket as unknown as { _handle?: { writeQueueSize?: number } | null };
  return `${socket.bytesWritten - socket.writableLength} ${handle?.writeQueueSize}`;
}
