import { Logger, NotFoundException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { Route } from '@smart-hub/contract/route';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Logger as RequestLogger } from 'nestjs-pino';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { DataSource } from 'typeorm';
import { AppModule, type AppParts } from './app.module.js';
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
import { answerUnreadableRequests } from './platform/http/unreadable-requests.js';
import { serveWebClient } from './platform/http/web-client.js';
import { ProblemFilter } from './platform/problems/problem.filter.js';
import { RefusedOrigins } from './realtime/refused-origins.js';
import { SocketServer } from './realtime/socket-server.js';

/** What a page of a listed origin may send: what routes have, and HEAD for reading. */
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

/** Names every request, in its answer and in the logs. */
function nameRequest(request: Request, response: Response, next: NextFunction): void {
  const id = randomUUID();
  request.id = id;
  response.setHeader('X-Request-Id', id);
  next();
}

/**
 * A body of another kind would look like none. One without a byte is none: `fetch` sends it with a bare POST. Other encodings
 * than UTF-8 are not decoded: UTF-7 takes half a second for 400 kB, and hides from those who count before parsing.
 */
function requireJson(request: Request, _: Response, next: NextFunction): void {
  const empty = request.headers['content-length'] === '0';
  const isUtf8 =
    !/charset/i.test(request.headers['content-type'] ?? '') || UTF_8.test(request.headers['content-type']!);
  next(!empty && (request.is('json') === false || !isUtf8) ? new UnsupportedMediaTypeException() : undefined);
}

/**
 * Warns once of a proxy that is not trusted: all clients behind it share its address, and with it their limits. Whoever sends the
 * header without a proxy changes nothing by it.
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

/** Nest answers below its prefix only: elsewhere Express would, with a page of its own. */
function answerTheRest(app: NestExpressApplication): void {
  const problems = app.get(ProblemFilter);
  app.use((_request: Request, _response: Response, next: NextFunction) => next(new NotFoundException()));
  // Express knows a handler of errors by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    problems.answer(error, request, response),
  );
}

function boundConnections(app: NestExpressApplication, config: Config): void {
  const server = app.getHttpServer() as Server;
  const counters = app.get(Counters);
  limitConnections(server, config.MAX_CONNECTIONS, counters);
  // Behind a proxy all connections are its own.
  if (config.TRUST_PROXY === 0) limitPerAddress(server, 2 * config.CONNECTIONS_PER_ADDRESS, counters);
  closeSilentConnections(server);
  answerUnreadableRequests(server, app.get(OpenResponses));
  refuseForeignUpgrades(server, `${app.get(SocketServer).io.path()}/`, counters, app.get(RefusalDelay));
}

/**
 * The application as it is served, short of listening: by `main.ts` and by the tests alike.
 *
 * @param page folder of the built web client; without it, the root leads to the documents of the API, if they are served
 * @param parts what tests replace
 */
export async function createApp(
  config: Config,
  dataSource: DataSource,
  { page, ...parts }: AppParts & { page?: string } = {},
): Promise<NestExpressApplication> {
  const module = AppModule.with(config, dataSource, parts);
  const app = await NestFactory.create<NestExpressApplication>(module, new BoundedAdapter(), {
    bodyParser: false,
    // What Nest tells of its own start is for nobody.
    logger: ['warn', 'error', 'fatal'],
    forceCloseConnections: true,
    abortOnError: false,
  });
  app.setGlobalPrefix('api');
  app.set('trust proxy', config.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(nameRequest);
  if (config.TRUST_PROXY === 0) app.use(warnOfUntrustedProxy());
  app.use(securityHeaders);
  app.use(requireOneHost);
  if (page !== undefined) serveWebClient(app, page, config.NODE_ENV !== 'production');
  const origins = app.get(RefusedOrigins);
  app.use((request: Request, _: Response, next: NextFunction) => {
    origins.look(request);
    next();
  });
  // Before the body is looked at: a page of another origin must be able to read why it was refused.
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
  // After Socket.IO, which takes the requests over: its long polls are watched, too.
  app.get(OpenResponses).watch(app.getHttpServer() as Server);
  answerTheRest(app);
  app.useLogger(app.get(RequestLogger));
  boundConnections(app, config);
  return app;
}
