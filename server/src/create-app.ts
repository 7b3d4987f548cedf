import { Logger, NotFoundException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { Route } from '@smart-hub/contract/route';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Logger as RequestLogger } from 'nestjs-pino';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { DataSource } from 'typeorm';
import { AppModule, type AppOverrides } from './app.module.js';
import { AuthenticationService } from './auth/authentication.service.js';
import type { Config } from './platform/config/config.js';
import { securityHeaders } from './platform/http/security-headers.js';
import { serveDocuments } from './platform/http/documents.js';
import { parseJsonBodies } from './platform/http/json-bodies.js';
import { requireOneHost } from './platform/http/one-host.js';
import { OpenResponses } from './platform/http/open-responses.js';
import { RequestsInFlight } from './platform/http/requests-in-flight.js';
import { Counters } from './platform/health/counters.js';
import { BoundedAdapter } from './platform/http/bounded-adapter.js';
import { limitConnections, limitPerAddress } from './platform/http/connection-limit.js';
import { refuseForeignUpgrades } from './platform/http/foreign-upgrades.js';
import { RefusalDelay } from './platform/http/refusal-delay.js';
import { closeSilentConnections } from './platform/http/silent-connections.js';
import { refuseUnreadableRequests } from './platform/http/unreadable-requests.js';
import { serveWebClient } from './platform/http/web-client.js';
import { ProblemFilter } from './platform/problems/problem.filter.js';
import { RefusedOrigins } from './realtime/refused-origins.js';
import { SocketServer } from './realtime/socket-server.js';

/** The methods that a page of an origin in `CORS_ORIGINS` may use: those of the routes, and HEAD. */
const METHODS: Readonly<Record<Route['method'] | 'HEAD', true>> = {
  GET: true,
  HEAD: true,
  POST: true,
  PATCH: true,
  DELETE: true,
};

const UTF_8 = /^[^;]*; *charset="?utf-8"?$/i;

const UNTRUSTED_PROXY =
  'A request came with X-Forwarded-For while TRUST_PROXY is 0: all clients behind one proxy share its address and its limits. Set TRUST_PROXY to the number of proxies in front.';

/** Gives every request an id, which appears in the response header `X-Request-Id` and in the logs. */
function assignRequestId(request: Request, response: Response, next: NextFunction): void {
  const id = randomUUID();
  request.id = id;
  response.setHeader('X-Request-Id', id);
  next();
}

/**
 * Refuses bodies that are not JSON in UTF-8. The JSON parser would ignore a body of another type, so the handler would
 * see no body. An empty body is accepted: `fetch` sends one with a bare POST. Encodings other than UTF-8 are not
 * decoded: UTF-7 takes half a second for 400 kB, and hides structural characters from the check that counts them before
 * parsing.
 */
function requireJson(request: Request, _: Response, next: NextFunction): void {
  const isEmpty = request.headers['content-length'] === '0';
  const isUtf8 =
    !/charset/i.test(request.headers['content-type'] ?? '') || UTF_8.test(request.headers['content-type']!);
  next(!isEmpty && (request.is('json') === false || !isUtf8) ? new UnsupportedMediaTypeException() : undefined);
}

/**
 * Logs one warning when a request comes through a proxy that is not trusted: all clients behind that proxy share its
 * address, and therefore its limits. A client that sends the header itself causes this warning, and nothing else.
 */
function warnOfUntrustedProxy(): (request: Request, response: Response, next: NextFunction) => void {
  let isWarned = false;
  return (request, _, next) => {
    if (!isWarned && request.headers['x-forwarded-for'] !== undefined) {
      isWarned = true;
      new Logger('Proxy').warn(UNTRUSTED_PROXY);
    }
    next();
  };
}

/**
 * Responds to requests outside the prefix `/api` with a problem. Nest handles only requests below its prefix; for all
 * others Express would send an HTML page.
 */
function handleUnmatchedRequests(app: NestExpressApplication): void {
  const problems = app.get(ProblemFilter);
  app.use((_request: Request, _response: Response, next: NextFunction) => next(new NotFoundException()));
  // Express recognises an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    problems.respond(error, request, response),
  );
}

function applyConnectionLimits(app: NestExpressApplication, config: Config): void {
  const server = app.getHttpServer() as Server;
  const counters = app.get(Counters);
  limitConnections(server, config.MAX_CONNECTIONS, counters);
  // Behind a proxy all connections come from the proxy's address.
  if (config.TRUST_PROXY === 0) limitPerAddress(server, 2 * config.CONNECTIONS_PER_ADDRESS, counters);
  closeSilentConnections(server);
  refuseUnreadableRequests(server, app.get(OpenResponses));
  refuseForeignUpgrades(server, `${app.get(SocketServer).io.path()}/`, counters, app.get(RefusalDelay));
}

/**
 * Creates the application, ready to listen. Both `main.ts` and the tests use it.
 *
 * @param page folder of the built web client; without it, the root redirects to the API documents, if these are served
 * @param overrides settings that tests override
 */
export async function createApp(
  config: Config,
  dataSource: DataSource,
  { page, ...overrides }: AppOverrides & { page?: string } = {},
): Promise<NestExpressApplication> {
  const module = AppModule.with(config, dataSource, overrides);
  const app = await NestFactory.create<NestExpressApplication>(module, new BoundedAdapter(), {
    bodyParser: false,
    // Without the level `log`, so that Nest does not log its own start.
    logger: ['warn', 'error', 'fatal'],
    forceCloseConnections: true,
    abortOnError: false,
  });
  app.setGlobalPrefix('api');
  app.set('trust proxy', config.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(assignRequestId);
  if (config.TRUST_PROXY === 0) app.use(warnOfUntrustedProxy());
  app.use(securityHeaders);
  app.use(requireOneHost);
  if (page !== undefined) serveWebClient(app, page, config.NODE_ENV !== 'production');
  const origins = app.get(RefusedOrigins);
  app.use((request: Request, _: Response, next: NextFunction) => {
    origins.logIfRefused(request);
    next();
  });
  // CORS comes before the parsing of bodies, so that a page of another origin can read why its request was refused.
  app.enableCors({
    origin: config.CORS_ORIGINS,
    methods: Object.keys(METHODS),
    exposedHeaders: [
      'Link',
      'Retry-After',
      'X-Request-Id',
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
    ],
    maxAge: 600,
  });
  app.use(app.get(RequestsInFlight).admit);
  app.use(requireJson);
  parseJsonBodies(app, ({ headers }) => app.get(AuthenticationService).hasValidToken(headers));
  if (config.API_DOCS === 'on') serveDocuments(app);
  await app.init();
  // Called after Socket.IO has attached its request listener, so that the long polls of Socket.IO are tracked as well.
  app.get(OpenResponses).watch(app.getHttpServer() as Server);
  handleUnmatchedRequests(app);
  app.useLogger(app.get(RequestLogger));
  applyConnectionLimits(app, config);
  return app;
}
