import { createHash, randomBytes } from 'node:crypto';
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Server } from 'socket.io';
import { CLOSE_TIMEOUT_MS, type Input } from './input.js';
import { connectionsOf, cut, queryOf, type EngineConnection } from './socket-io-internals.js';

/** A secret of the browser, which it sends along with every request of its sessions. */
const COOKIE = 'hub_polling';
const COOKIE_PATTERN = /(?:^|; *)hub_polling=([\w-]{22})(?:;|$)/;

/** Who opened a polling session: what later requests must have as well. */
interface Owner {
  readonly userAgent: string | undefined;
  /** The hash of the `Authorization` header, where there is one. */
  readonly authorization: string | undefined;
  readonly cookie: string;
  /** Whether the client has sent the cookie: from then on it must. */
  keepsCookies: boolean;
}

type Session = EngineConnection & { owner?: Owner; response?: ServerResponse };

/**
 * Guards the sessions of clients that poll: Engine.IO asks for nothing but the session's id, which stands in addresses and
 * so in the logs of proxies.
 *
 * Every later request must have the `Authorization` header of the one that opened the session, if it had one; the cookie
 * that was set then, once the client has shown that it keeps cookies, as browsers do; and the same `User-Agent`, but for an
 * upgrade. Clients that send their token in the CONNECT packet alone, and keep no cookies, have nothing but the last.
 *
 * Invariants: every request is answered; a session has one unread answer at most.
 */
export class SessionGuard {
  private readonly cookies = new WeakMap<IncomingMessage, string>();

  constructor(
    private readonly io: Server,
    private readonly input: Input,
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
      // Its last answer may never be read. It counts no more, and would be kept for as long as the client likes.
      session.on('upgrade', () => forget(session));
      session.on('close', () => setTimeout(() => endUnread(session), CLOSE_TIMEOUT_MS).unref());
    });
  }

  /** Engine.IO middleware. */
  readonly check = (request: IncomingMessage, response: unknown, next: (refusal?: Error) => void): void => {
    const { transport, sid, j } = queryOf(request);
    const isUpgrade = !(response instanceof ServerResponse);
    // Scripts of any page could read the answers to JSONP; a WebSocket without an upgrade would never be answered.
    if (j !== undefined || isUpgrade !== (transport === 'websocket')) return next(new Error('Not served.'));
    const sessions = connectionsOf(this.io);
    if (sid === undefined || !Object.hasOwn(sessions, sid)) return next();
    const session = sessions[sid] as Session;
    if (!session.owner || !isOwn(request, session.owner, isUpgrade)) return next(new Error('Not the owner.'));
    if (isUpgrade) return next();
    if (request.method === 'POST') return this.read(request, response, session, next);
    // A client polls again when it has read the last answer.
    if (session.response && !session.response.writableFinished) {
      cut(session);
      return next(new Error('The last answer has not been read.'));
    }
    session.response = response;
    next();
  };

  private read(
    request: IncomingMessage,
    response: ServerResponse,
    session: Session,
    next: (refusal?: Error) => void,
  ): void {
    const announced = Number(request.headers['content-length'] ?? Infinity);
    this.input.expect(session, announced);
    if (session.readyState === 'closed') return next(new Error('Too much is on its way.'));
    response.once('close', () => {
      this.input.expect(session, 0);
      if (response.statusCode === 413) cut(session);
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

/** Nothing polls any more. What is kept of it are whole requests, with their tokens. */
function forget(session: Session): void {
  delete session.owner;
  if (session.response?.writableFinished) delete session.response;
}

function endUnread({ response }: Session): void {
  if (response && !response.writableFinished) response.destroy();
}

function isOwn(request: IncomingMessage, owner: Owner, isUpgrade: boolean): boolean {
  const hasCookie = cookieOf(request) === owner.cookie;
  owner.keepsCookies ||= hasCookie;
  if (owner.keepsCookies && !hasCookie) return false;
  if (!isUpgrade && request.headers['user-agent'] !== owner.userAgent) return false;
  // A browser cannot send the header with an upgrade; it sends the cookie.
  return owner.authorization === authorizationOf(request) || (isUpgrade && owner.keepsCookies);
}

function cookieOf({ headers }: IncomingMessage): string | undefined {
  return COOKIE_PATTERN.exec(headers.cookie ?? '')?.[1];
}

function authorizationOf({ headers }: IncomingMessage): string | undefined {
  const { authorization } = headers;
  return authorization && createHash('sha256').update(authorization).digest('base64url');
}
