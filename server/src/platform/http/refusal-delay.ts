import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CONFIG, type Config } from '../config/config.js';
import { Counters } from '../health/counters.js';
import { guarded, type Guard } from '../health/guarded.js';

/** How many refusals may wait at the same time: each keeps a connection. */
const MAX_WAITING = 5000;
/** Delays are rounded to so many steps: Node needs a list of timers for each. */
const STEPS = 16;
/** Statuses that say that a client has exceeded a limit, or made a request that no well-behaved client makes. */
const DELAYED_STATUSES: ReadonlySet<number> = new Set([413, 416, 429]);

/** A request with a body of more bytes is work to read: when it is refused, with whatever status, it is delayed, too. */
const LONG_BODY = 16_384;

/**
 * Delays refusals. A client that repeats what was refused as soon as it has the answer would keep a node busy with nothing else;
 * with a delay, the number of its connections limits how often it can.
 */
@Injectable()
export class RefusalDelay {
  private readonly guard: Guard;
  private readonly delayMs: number;
  private waiting = 0;
  /** Connections on which a refusal waits. */
  private readonly answering = new WeakSet<Socket>();

  constructor(@Inject(CONFIG) config: Pick<Config, 'REFUSAL_DELAY'>, counters: Counters) {
    this.guard = { counters, logger: new Logger(RefusalDelay.name) };
    this.delayMs = config.REFUSAL_DELAY * 1000;
  }

  /**
   * Calls a function after the delay, or up to half as much more or less, so that clients do not stay in step; at once where too
   * many wait.
   */
  run(act: () => void): void {
    if (this.delayMs === 0 || this.waiting >= MAX_WAITING) return act();
    this.waiting += 1;
    const steps = Math.floor(Math.random() * (STEPS + 1));
    const refuse = guarded(this.guard, 'Refusing', () => {
      this.waiting -= 1;
      act();
    });
    setTimeout(refuse, this.delayMs * (0.5 + steps / STEPS)).unref();
  }

  /**
   * Calls a function that sends a response: after the delay if it is a refusal that is delayed, otherwise at once. A client that
   * makes further requests on the connection meanwhile, which are refused as well, is disconnected: pipelining would multiply what the
   * delay allows.
   */
  answer(response: ServerResponse, send: () => void): void {
    // The response has no socket before its turn on the connection.
    const { socket } = response.req;
    if (!isDelayed(response)) return send();
    if (this.answering.has(socket)) return void socket.destroy();
    this.answering.add(socket);
    this.run(() => {
      this.answering.delete(socket);
      send();
    });
  }

  /** Delays the end of a response whose status is 400 or more. */
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
