import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CONFIG, type Config } from '../config/config.js';
import { Counters } from '../health/counters.js';
import { guarded, type ErrorReporting } from '../health/guarded.js';

/** How many refusals may be delayed at the same time, because each occupies a connection. */
const MAX_WAITING = 5000;
/** The number of different delays. Node keeps a separate timer list for each. */
const STEPS = 16;
/** Statuses of clients that exceeded a limit, or sent a request that no well-behaved client sends. */
const DELAYED_STATUSES: ReadonlySet<number> = new Set([413, 416, 429]);

/**
 * A body of more bytes costs work to read, so the refusal of such a request is delayed whatever the status of the
 * refusal.
 */
const LONG_BODY = 16_384;

/**
 * Delays refusals. A client that repeats a refused request as soon as it has the response could occupy a whole node.
 * With a delay, the number of its connections limits the rate of its requests.
 */
@Injectable()
export class RefusalDelay {
  private readonly errors: ErrorReporting;
  private readonly delayMs: number;
  private waiting = 0;
  /** Connections with a delayed refusal. */
  private readonly socketsWithDelayedRefusal = new WeakSet<Socket>();

  constructor(@Inject(CONFIG) config: Pick<Config, 'REFUSAL_DELAY'>, counters: Counters) {
    this.errors = { counters, logger: new Logger(RefusalDelay.name) };
    this.delayMs = config.REFUSAL_DELAY * 1000;
  }

  /**
   * Calls a function after the delay, which varies randomly by up to half, so that clients do not stay synchronised.
   * Calls it at once if too many refusals are delayed already.
   */
  run(refuse: () => void): void {
    if (this.delayMs === 0 || this.waiting >= MAX_WAITING) return refuse();
    this.waiting += 1;
    const steps = Math.floor(Math.random() * (STEPS + 1));
    const onTimeout = guarded(this.errors, 'Sending a delayed refusal', () => {
      this.waiting -= 1;
      refuse();
    });
    setTimeout(onTimeout, this.delayMs * (0.5 + steps / STEPS)).unref();
  }

  /**
   * Calls a function that sends a response: after the delay for a refusal that must be delayed, otherwise at once.
   * Disconnects a client if a further request on the same connection is refused during the delay, because pipelining
   * would circumvent the delay.
   */
  respond(response: ServerResponse, send: () => void): void {
    // `response.socket` is not set while the response is queued behind others on the connection.
    const { socket } = response.req;
    if (!isDelayed(response)) return send();
    if (this.socketsWithDelayedRefusal.has(socket)) return void socket.destroy();
    this.socketsWithDelayedRefusal.add(socket);
    this.run(() => {
      this.socketsWithDelayedRefusal.delete(socket);
      send();
    });
  }

  /** Patches a response so that it ends only after the delay if its status is 400 or higher. */
  delayRefusal(response: ServerResponse): void {
    const end = response.end.bind(response) as (...content: unknown[]) => ServerResponse;
    response.end = ((...content: unknown[]) => {
      if (response.statusCode < 400) return end(...content);
      this.run(() => end(...content));
      return response;
    }) as ServerResponse['end'];
  }
}

function isDelayed({ statusCode, req: { headers } }: ServerResponse): boolean {
  return DELAYED_STATUSES.has(statusCode) || (statusCode >= 400 && Number(headers['content-length']) > LONG_BODY);
}
