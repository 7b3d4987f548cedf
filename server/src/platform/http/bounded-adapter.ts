import type { NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer } from 'node:http';

/**
 * How long the head of a request may take, and a whole request, in milliseconds, from the connection or the end of the request
 * before; and how often that is looked at. Beyond, the connection is closed: 408, if something of a request has come.
 */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 };

/** Nest's adapter, over an HTTP server that closes connections whose requests do not come. */
export class BoundedAdapter extends ExpressAdapter {
  override initHttpServer({ forceCloseConnections }: NestApplicationOptions): void {
    this.httpServer = createServer(LIMITS, this.getInstance<Parameters<typeof createServer>[1] & object>());
    if (forceCloseConnections === true) this['trackOpenConnections']();
  }
}
