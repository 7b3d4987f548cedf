import type { NestApplicationOptions } from '@nestjs/common';
import { ProblemError } from '../problems/problem-error.js';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer, type IncomingMessage } from 'node:http';

/**
 * How long the head of a request may take, and a whole request, in milliseconds, from the connection or the end of the request
 * before; and how often that is looked at. Beyond, the connection is closed: 408, if something of a request has come. A new
 * connection has a little less: see {@link closeSilentConnections}.
 */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 };
/** Other upgrades, such as clients offer to HTTP/2, are ignored, and the request is answered. */
const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

/**
 * Nest's adapter, over an HTTP server that closes connections whose requests do not come. Requests without `Host` come to the
 * application: see {@link requireOneHost}.
 */
export class BoundedAdapter extends ExpressAdapter {
  override initHttpServer({ forceCloseConnections }: NestApplicationOptions): void {
    this.httpServer = createServer(
      { ...LIMITS, shouldUpgradeCallback, requireHostHeader: false },
      this.getInstance<Parameters<typeof createServer>[1] & object>(),
    );
    // Node would refuse an expectation that it does not know without any of the headers that every answer has.
    this.httpServer.on('checkExpectation', (request, response) => this.httpServer.emit('request', request, response));
    if (forceCloseConnections === true) this['trackOpenConnections']();
  }

  /** Nest takes what the body parser passes on for errors of Express, since it has given them a status. */
  override mapException(error: unknown): unknown {
    return error instanceof ProblemError ? error : super.mapException(error);
  }
}
