import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '@smart-hub/contract/sessions';
import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Rows } from '../platform/database/sql.js';
import type { Client } from '../platform/http/client.js';
import type { Actor } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import type { User } from '../users/user.entity.js';
import type { Device } from '../platform/http/device.js';
import {
  firstToken,
  hashOf,
  findNewest,
  decodeToken,
  successorOf,
  encodeToken,
  type RefreshToken,
} from './refresh-token.js';
import { SessionUsage } from './session-usage.js';
import { toSession } from './session.mapper.js';
import {
  SessionsStore,
  type EndedSession,
  type EndedTokens,
  type LockedSession,
  type Rotation,
  type TokenGroup,
} from './sessions.store.js';

export type { AccountState, TokenGroup } from './sessions.store.js';

/**
 * How long a spent refresh token is still exchanged for the newest one, in seconds: tabs renew at the same moment, and
 * responses get lost.
 */
const SPENT_TOKEN_GRACE_S = 20;

/** An open session with its newest refresh token. */
export interface OpenSession {
  readonly id: string;
  readonly userId: string;
  /** Undefined for a session that cannot be renewed. */
  readonly refreshToken: string | undefined;
}

/** The session that stays active after a password change. */
interface KeptSession {
  readonly userId: string;
  readonly keptId: string | undefined;
  /** The token generation of the account after the change. */
  readonly generation: number;
}

/** A session that has not ended, found by one of its refresh tokens. */
interface MatchedSession {
  readonly userId: string;
  readonly newest: RefreshToken;
  /** How many renewals lie between the presented token and the newest one; 0 for the newest. */
  readonly distance: number;
  /** How long ago the presented token was spent, in seconds. */
  readonly spentS: number;
  /** Whether the session was not renewed in time. */
  readonly isExpired: boolean;
  readonly key: Buffer;
}

/** The decision about a session: to renew it, to end it, or to leave it unchanged. */
interface SessionChange {
  readonly userId: string;
  /** The newest token after the change. */
  readonly token?: RefreshToken;
  readonly rotation?: Rotation;
  readonly ends?: boolean;
}

/**
 * Owns the sessions: logins that can be renewed, listed, and ended one by one.
 *
 * Invariants: a session can be renewed until `SESSION_LIFETIME` has passed since its last renewal. A refresh token can
 * be spent once; presenting it again after {@link SPENT_TOKEN_GRACE_S} ends the session, because the token may have
 * been stolen. A session that has ended never becomes active again, and its tokens are refused from the commit of its
 * end on.
 */
@Injectable()
export class SessionsService {
  private readonly endListeners: ((ids: readonly string[]) => void)[] = [];
  private storedKey: Promise<Buffer> | undefined;

  constructor(
    private readonly store: SessionsStore,
    private readonly uses: SessionUsage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Opens a session.
   *
   * @param user the account as it was when the password was checked
   * @param isRenewable whether the session has a refresh token; otherwise it ends when its access token expires
   * @throws ProblemError `auth.credentials_invalid` when the account was disabled, or its password changed, after that
   *   check
   */
  async open(
    user: Pick<User, 'id' | 'tokenGeneration'>,
    { name, client }: Device,
    isRenewable: boolean,
  ): Promise<OpenSession> {
    const token = firstToken(uuid());
    const isOpen = await this.store.open({
      id: token.sessionId,
      userId: user.id,
      generation: user.tokenGeneration,
      device: name,
      address: client.address,
      tokenHash: isRenewable ? hashOf(token) : null,
      lifetime: isRenewable ? this.lifetime : this.config.JWT_EXPIRES_IN,
    });
    if (!isOpen) throw new ProblemError('auth.credentials_invalid', 'E-mail or password is wrong.');
    return { id: token.sessionId, userId: user.id, refreshToken: isRenewable ? encodeToken(token) : undefined };
  }

  /**
   * Renews a session: spends the refresh token, and returns the next one. For a token that was spent less than
   * {@link SPENT_TOKEN_GRACE_S} ago, returns the newest one.
   *
   * @throws ProblemError `auth.session_ended`, or `auth.token_expired` when the session was not renewed in time
   */
  async renew(refreshToken: string, device: Device): Promise<OpenSession> {
    const change = await this.changeByToken(refreshToken, (session) => this.renewal(session, device));
    if (change?.ends) logSecurity('session.token_reused', { userId: change.userId, ...device.client });
    if (!change?.token) throw sessionEnded();
    return { id: change.token.sessionId, userId: change.userId, refreshToken: encodeToken(change.token) };
  }

  /** Ends the session of a refresh token. @returns the id of its user; undefined when there is no such session */
  async endByToken(refreshToken: string): Promise<string | undefined> {
    return (await this.changeByToken(refreshToken, ({ userId }) => ({ userId, ends: true })))?.userId;
  }

  /** Whether a session of a user has neither ended nor expired. */
  async isActive(id: string, userId: string): Promise<boolean> {
    return (await this.store.findActive(id))?.userId === userId;
  }

  /** Records the use of a session from a network address, to be stored in the next batch. */
  markUsed(id: string, address: string): void {
    this.uses.record(id, address);
  }

  /** Returns those of the given tokens that were revoked before they expired. */
  findEndedTokens(tokens: readonly TokenGroup[]): Promise<EndedTokens[]> {
    return this.store.findEndedTokens(tokens);
  }

  /** Returns the sessions that ended on any node in the last seconds. */
  findRecentlyEnded(): Promise<EndedSession[]> {
    return this.store.findRecentlyEnded();
  }

  /** Lists the active sessions of a user. @param currentId the session of the request, if any */
  async list(actor: Actor, currentId: string | undefined): Promise<Session[]> {
    return (await this.store.listActive(actor.id)).map((session) => toSession(session, currentId));
  }

  /** Ends a session of a user. @throws ProblemError `session.not_found` */
  async end(actor: Actor, id: string, currentId: string | undefined, client: Client): Promise<Session> {
    const session = await this.store.end(actor.id, id);
    if (!session) throw new ProblemError('session.not_found', 'There is no such session, or it has ended already.');
    logSecurity('session.revoked', { userId: actor.id, ...client });
    this.publishEnds([id]);
    return toSession(session, currentId);
  }

  /** Ends all sessions of a user except that of the request. */
  async endOthers(actor: Actor, currentId: string | undefined, client: Client): Promise<{ ended: number }> {
    const ids = await this.store.endOthers(actor.id, currentId);
    logSecurity('session.revoked', { userId: actor.id, ...client });
    this.publishEnds(ids);
    return { ended: ids.length };
  }

  /**
   * Ends all sessions of a user except one, in the transaction that replaces the password.
   *
   * @returns the ids of the ended sessions, for {@link publishEnds} after the commit
   */
  endOthersInTransaction(rows: Rows, { userId, keptId, generation }: KeptSession): Promise<string[]> {
    return this.store.endOthersInTransaction(rows, userId, keptId, generation);
  }

  /** Ends a session of a user if it is active. */
  async endIfActive(actor: Actor, id: string): Promise<void> {
    if (await this.store.end(actor.id, id)) this.publishEnds([id]);
  }

  /** Calls the listeners of {@link onEnded}: after the commit, on the node that ended the sessions. */
  publishEnds(ids: readonly string[]): void {
    if (ids.length > 0) for (const listener of this.endListeners) listener(ids);
  }

  /** Registers a listener for sessions that end on this node. */
  onEnded(listener: (ids: readonly string[]) => void): void {
    this.endListeners.push(listener);
  }

  private get lifetime(): number {
    return Math.max(this.config.SESSION_LIFETIME, this.config.JWT_EXPIRES_IN);
  }

  /**
   * Renews or ends the session of a refresh token, with its row locked.
   *
   * @returns undefined when there is no such session
   */
  private async changeByToken(
    encodedToken: string,
    decide: (session: MatchedSession) => SessionChange,
  ): Promise<SessionChange | undefined> {
    const token = decodeToken(encodedToken);
    if (!token) return undefined;
    const key = await this.serverKey();
    const change = await this.store.changeLocked(token.sessionId, (session) => {
      const matched = matchToken(session, token, key);
      return matched && decide(matched);
    });
    if (change?.ends) this.publishEnds([token.sessionId]);
    return change;
  }

  private renewal(session: MatchedSession, { name, client }: Device): SessionChange {
    const { userId, newest, distance, spentS, isExpired, key } = session;
    if (isExpired) throw sessionExpired();
    if (distance > 0) return spentS <= SPENT_TOKEN_GRACE_S ? { userId, token: newest } : { userId, ends: true };
    const token = successorOf(newest, key);
    const rotation = { tokenHash: hashOf(token), lifetime: this.lifetime, device: name, address: client.address };
    return { userId, token, rotation };
  }

  /** Loads the key of the server once, and again after a failure. */
  private serverKey(): Promise<Buffer> {
    this.storedKey ??= this.store.loadOrCreateKey(randomBytes(32)).catch((error: unknown) => {
      this.storedKey = undefined;
      throw error;
    });
    return this.storedKey;
  }
}

function sessionExpired(): ProblemError {
  return new ProblemError(
    'auth.token_expired',
    'The session was not used for too long, and has expired: log in again.',
  );
}

function sessionEnded(): ProblemError {
  return new ProblemError('auth.session_ended', 'The session has ended: log in again.');
}

function matchToken(
  { userId, isActive, isExpired, tokenHash, rotations, agesS }: LockedSession,
  token: RefreshToken,
  key: Buffer,
): MatchedSession | undefined {
  if (!(isActive || isExpired) || !tokenHash) return undefined;
  const match = findNewest(token, { key, newestHash: tokenHash, rotations });
  // `agesS[0]` is the age of the token before the newest one, whose distance is 1.
  return match && { userId, ...match, spentS: agesS[match.distance - 1] ?? Infinity, isExpired, key };
}
