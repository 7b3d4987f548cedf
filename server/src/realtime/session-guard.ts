import { createHash, randomBytes } from 'node:crypto';
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Server } from 'socket.io';
import { CLOSE_TIMEOUT_MS, type InputLimiter } from './input-limiter.js';
import { connectionsOf, terminate, queryOf, type EngineConnection } from './socket-io-internals.js';

/** A cookie with a secret, which a browser sends with every request of its polling sessions. */
const COOKIE = 'hub_polling';
const COOKIE_PATTERN = /(?:^|; *)hub_polling=([\w-]{22})(?:;|$)/;

/** The client that opened a polling session: later requests must come from it. */
interface Owner {
  readonly userAgent: string | undefined;
  /** The hash of the `Authorization` header, if the client sent one. */
  readonly authorization: string | undefined;
  readonly cookie: string;
  /** Whether the client has sent the cookie: from then on, all its requests must have the cookie. */
  keepsCookies: boolean;
}

type Session = EngineConnection & { owner?: Owner; response?: ServerResponse };

/**
 * Guards polling sessions against other clients: Engine.IO requires only the session's id, which is part of URLs and so
 * of the logs of proxies.
 *
 * Every later request must have:
 *
 * - the same `Authorization` header as the request that opened the session, if that request had one;
 * - the cookie that was set when the session was opened, once the client has sent this cookie, as browsers do;
 * - the same `User-Agent`, except for an upgrade.
 *
 * Clients that send their token only in the CONNECT packet, and keep no cookies, are recognised by the `User-Agent`
 * only.
 *
 * Invariants: every request gets a response; a session has at most one response that has not been read.
 */
export class SessionGuard {
  private readonly cookies = new WeakMap<IncomingMessage, string>();

  constructor(
    private readonly io: Server,
    private readonly input: InputLimiter,
  ) {}

  attach(): void {
    const { engine } = this.io;
    engine.on('initial_headers', (headers: Record<string, string>, request: IncomingMessage) => {
      if (queryOf(request)['transport'] !== 'polling' || cookieOf(request) !== undefined) return;
      const cookie = randomBytes(16).toString('base64url');
      this.cookies.set(request, cookie);
      headers['Set-Cookie'] = `${COOKIE}=${cookie}; Path=/socket.io/; HttpOnly; SameSite=Strict`;
    });
    engine.on('connection', (session: Session) => {
      if (session.transport.name !== 'polling') return;
      session.owner = this.ownerOf(session.request!);
      // The client may never read the last response. The response of a closed session counts towards no limit, so
      // without a timeout the client could make the server keep it for any time.
      session.on('upgrade', () => releaseOwner(session));
      session.on('close', () => setTimeout(() => endUnread(session), CLOSE_TIMEOUT_MS).unref());
    });
  }

  /** Engine.IO middleware that refuses requests of a session unless its owner sends them. */
  readonly check = (request: IncomingMessage, response: unknown, next: (refusal?: Error) => void): void => {
    const { transport, sid, j } = queryOf(request);
    const isUpgrade = !(response instanceof ServerResponse);
    // Scripts of any page could read responses to JSONP; a request for a WebSocket without an upgrade would never get a
    // response.
    if (j !== undefined || isUpgrade !== (transport === 'websocket')) return next(new Error('Not served.'));
    const sessions = connectionsOf(this.io);
    if (sid === undefined || !Object.hasOwn(sessions, sid)) return next();
    const session = sessions[sid] as Session;
    if (!session.owner || !isFromOwner(request, session.owner, isUpgrade)) return next(new Error('Not the owner.'));
    if (isUpgrade) return next();
    if (request.method === 'POST') return this.admitPost(request, response, session, next);
    // A client that follows the protocol polls again only after it has read the last response.
    if (session.response && !session.response.writableFinished) {
      terminate(session);
      return next(new Error('The last response has not been read.'));
    }
    session.response = response;
    next();
  };

  private admitPost(
    request: IncomingMessage,
    response: ServerResponse,
    session: Session,
    next: (refusal?: Error) => void,
  ): void {
    const announced = Number(request.headers['content-length'] ?? Infinity);
    this.input.countAnnounced(session, announced);
    if (session.readyState === 'closed') return next(new Error('Incomplete messages exceed their limit.'));
    response.once('close', () => {
      this.input.countAnnounced(session, 0);
      if (response.statusCode === 413) terminate(session);
    });
    next();
  }

  private ownerOf(request: IncomingMessage): Owner {
    const cookie = cookieOf(request);
    return {
      userAgent: request.headers['user-agent'],
      authorization: authorizationOf(request),
      cookie: cookie ?? this.cookies.get(request)!,
      keepsCookies: cookie !== undefined,
    };
  }
}

/**
 * Releases the owner and the last response of a session that no longer polls: they keep whole requests in memory, with
 * their tokens.
 */
function releaseOwner(session: Session): void {
  delete session.owner;
  if (session.response?.writableFinished) delete session.response;
}

function endUnread({ response }: Session): void {
  if (response && !response.writableFinished) response.destroy();
}

function isFromOwner(request: IncomingMessage, owner: Owner, isUpgrade: boolean): boolean {
  const hasCookie = cookieOf(request) === owner.cookie;
  owner.keepsCookies ||= hasCookie;
  if (owner.keepsCookies && !hasCookie) return false;
  if (!isUpgrade && request.headers['user-agent'] !== owner.userAgent) return false;
  // A browser cannot send the `Authorization` header with an upgrade, but it sends the cookie.
  return owner.authorization === authorizationOf(request) || (isUpgrade && owner.keepsCookies);
}

function cookieOf({ headers }: IncomingMessage): string | undefined {
  return COOKIE_PATTERN.exec(headers.cookie ?? '')?.[1];
}

function authorizationOf({ headers }: IncomingMessage): string | undefined {
  const { authorization } = headers;
  return authorization && createHash('sha256').update(authorization).digest('base64url');
}
