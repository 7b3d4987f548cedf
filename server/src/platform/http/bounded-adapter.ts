import type { NestApplicationOptions } from '@nestjs/common';
import { ProblemError } from '../problems/problem-error.js';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer, type IncomingMessage } from 'node:http';

/**
 * Time limits in milliseconds, for the head of a request and for a whole request, and how often they are checked. The
 * time counts from the opening of the connection or from the end of the previous request. When a limit is exceeded, the
 * connection is closed, with status 408 if part of a request has arrived. The limit for a new connection is a little
 * shorter: see {@link closeSilentConnections}.
 */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 };
/**
 * Accepts upgrades to WebSocket only. Other upgrades, such as a client's offer of HTTP/2, are ignored, and the request
 * is handled normally.
 */
const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

/**
 * Nest's Express adapter on an HTTP server that closes connections whose requests do not arrive in time. Requests
 * without `Host` are passed to the application: see {@link requireOneHost}.
 */
export class BoundedAdapter extends ExpressAdapter {
  override initHttpServer({ forceCloseConnections }: NestApplicationOptions): void {
    this.httpServer = createServer(
      { ...LIMITS, shouldUpgradeCallback, requireHostHeader: false },
      this.getInstance<Parameters<typeof createServer>[1] & object>(),
    );
    // Node would refuse an unknown `Expect` header by itself, without the headers that every response here has.
    this.httpServer.on('checkExpectation', (request, response) => this.httpServer.emit('request', request, response));
    if (forceCloseConnections === true) this['trackOpenConnections']();
  }

  /**
   * Returns every error unchanged. Nest would treat errors from the body parser as Express errors, because they have a
   * status.
   */
  override mapException(error: unknown): unknown {
    return error instanceof ProblemError ? error : super.mapException(error);
  }
}
