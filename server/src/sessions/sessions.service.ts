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
  newestOf,
  readToken,
  successorOf,
  writeToken,
  type RefreshToken,
} from './refresh-token.js';
import { SessionUses } from './session-uses.js';
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

/** For how long a spent refresh token still leads to the newest one, in seconds: tabs renew at the same moment, and answers get lost. */
const SPENT_VALID_S = 20;

/** A session with the refresh token that renews it next. */
export interface OpenSession {
  readonly id: string;
  readonly userId: string;
  /** Undefined for a session that cannot be renewed. */
  readonly refreshToken: string | undefined;
}

/** The session that goes on after a change of the password. */
interface KeptSession {
  readonly userId: string;
  readonly keptId: string | undefined;
  /** Of the account, after the change. */
  readonly generation: number;
}

/** The session of a refresh token, which has not ended. */
interface FoundSession {
  readonly userId: string;
  readonly newest: RefreshToken;
  /** How many tokens were spent since the one that was presented; 0 for the newest. */
  readonly distance: number;
  /** How long ago that one was spent, in seconds. */
  readonly spentS: number;
  /** Whether it was not renewed in time. */
  readonly isExpired: boolean;
  readonly key: Buffer;
}

/** What becomes of it. */
interface Outcome {
  readonly userId: string;
  /** The token that is newest then. */
  readonly token?: RefreshToken;
  readonly rotation?: Rotation;
  readonly ends?: boolean;
}

/**
 * Owns the sessions: logins that last, and that can be ended one by one.
 *
 * Invariants: a session can be renewed until `SESSION_LIFETIME` has passed since its last renewal. A refresh token is spent once; one
 * that is presented again after {@link SPENT_VALID_S} ends the session, because it may have been stolen. A session that has ended never
 * becomes active again, and its tokens are refused from its commit on.
 */
@Injectable()
export class SessionsService {
  private readonly endListeners: ((ids: readonly string[]) => void)[] = [];
  private storedKey: Promise<Buffer> | undefined;

  constructor(
    private readonly store: SessionsStore,
    private readonly uses: SessionUses,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Opens a session.
   *
   * @param user as it was when the password was checked
   * @param isRenewable whether it gets a refresh token; otherwise it ends with its access token
   * @throws ProblemError `auth.credentials_invalid` when the account was disabled since, or its password was changed
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
    return { id: token.sessionId, userId: user.id, refreshToken: isRenewable ? writeToken(token) : undefined };
  }

  /**
   * Renews a session: the token is spent, and the next one answered. A token that was spent a moment ago is answered with the same.
   *
   * @throws ProblemError `auth.session_ended`, or `auth.token_expired` when the session was not renewed in time
   */
  async renew(refreshToken: string, device: Device): Promise<OpenSession> {
    const outcome = await this.change(refreshToken, (found) => this.renewal(found, device));
    if (outcome?.ends) logSecurity('session.token_reused', { userId: outcome.userId, ...device.client });
    if (!outcome?.token) throw sessionEnded();
    return { id: outcome.token.sessionId, userId: outcome.userId, refreshToken: writeToken(outcome.token) };
  }

  /** Ends the session of a refresh token. @returns its user; undefined when there is no such session */
  async endByToken(refreshToken: string): Promise<string | undefined> {
    return (await this.change(refreshToken, ({ userId }) => ({ userId, ends: true })))?.userId;
  }

  /** Whether a session of a user has neither ended nor expired. */
  async isActive(id: string, userId: string): Promise<boolean> {
    return (await this.store.findActive(id))?.userId === userId;
  }

  /** Notes that a session was used, and from where: stored a little later. */
  markUsed(id: string, address: string): void {
    this.uses.add(id, address);
  }

  /** Those of these tokens that are not valid any more, though they have not expired. */
  ended(tokens: readonly TokenGroup[]): Promise<EndedTokens[]> {
    return this.store.ended(tokens);
  }

  /** The sessions that have ended in the last seconds, on whatever node. */
  recentlyEnded(): Promise<EndedSession[]> {
    return this.store.recentlyEnded();
  }

  /** @param currentId of the session that asks, if it is of one */
  async list(actor: Actor, currentId: string | undefined): Promise<Session[]> {
    return (await this.store.ofUser(actor.id)).map((session) => toSession(session, currentId));
  }

  /** @throws ProblemError `session.not_found` */
  async end(actor: Actor, id: string, currentId: string | undefined, client: Client): Promise<Session> {
    const session = await this.store.end(actor.id, id);
    if (!session) throw new ProblemError('session.not_found', 'There is no such session, or it has ended already.');
    logSecurity('session.revoked', { userId: actor.id, ...client });
    this.publishEnds([id]);
    return toSession(session, currentId);
  }

  /** Ends all sessions of a user but the one that asks. */
  async endOthers(actor: Actor, currentId: string | undefined, client: Client): Promise<{ ended: number }> {
    const ids = await this.store.endOthers(actor.id, currentId);
    logSecurity('session.revoked', { userId: actor.id, ...client });
    this.publishEnds(ids);
    return { ended: ids.length };
  }

  /**
   * Ends all sessions of a user but one, in the transaction that replaces the password.
   *
   * @returns the ids of those that it has ended: to {@link publishEnds} after the commit
   */
  endOthersIn(rows: Rows, { userId, keptId, generation }: KeptSession): Promise<string[]> {
    return this.store.endOthersIn(rows, userId, keptId, generation);
  }

  /** Ends an active session of a user, if it is one. */
  async endIfActive(actor: Actor, id: string): Promise<void> {
    if (await this.store.end(actor.id, id)) this.publishEnds([id]);
  }

  /** Has listeners act on sessions that have ended: after the commit, on the node that has ended them. */
  publishEnds(ids: readonly string[]): void {
    if (ids.length > 0) for (const listener of this.endListeners) listener(ids);
  }

  /** Has something done when sessions have ended here. */
  onEnded(listener: (ids: readonly string[]) => void): void {
    this.endListeners.push(listener);
  }

  private get lifetime(): number {
    return Math.max(this.config.SESSION_LIFETIME, this.config.JWT_EXPIRES_IN);
  }

  /** Renews or ends the session of a refresh token, with its row locked. @returns undefined when there is none */
  private async change(text: string, decide: (found: FoundSession) => Outcome): Promise<Outcome | undefined> {
    const token = readToken(text);
    if (!token) return undefined;
    const key = await this.key();
    const outcome = await this.store.change(token.sessionId, (session) => {
      const found = findIn(session, token, key);
      return found && decide(found);
    });
    if (outcome?.ends) this.publishEnds([token.sessionId]);
    return outcome;
  }

  private renewal(found: FoundSession, { name, client }: Device): Outcome {
    const { userId, newest, distance, spentS, isExpired, key } = found;
    if (isExpired) throw sessionExpired();
    if (distance > 0) return spentS <= SPENT_VALID_S ? { userId, token: newest } : { userId, ends: true };
    const token = successorOf(newest, key);
    const rotation = { tokenHash: hashOf(token), lifetime: this.lifetime, device: name, address: client.address };
    return { userId, token, rotation };
  }

  /** Asked for once, unless that fails. */
  private key(): Promise<Buffer> {
    this.storedKey ??= this.store.key(randomBytes(32)).catch((error: unknown) => {
      this.storedKey = undefined;
      throw error;
    });
    return this.storedKey;
  }
}

function sessionExpired(): ProblemError {
  return new ProblemError('auth.token_expired', 'The session was not used for too long: log in again.');
}

function sessionEnded(): ProblemError {
  return new ProblemError('auth.session_ended', 'The session has ended: log in again.');
}

function findIn(
  { userId, isActive, isExpired, tokenHash, rotations, agesS }: LockedSession,
  token: RefreshToken,
  key: Buffer,
): FoundSession | undefined {
  if (!(isActive || isExpired) || !tokenHash) return undefined;
  const found = newestOf(token, { key, newestHash: tokenHash, rotations });
  // The first of the times is that of the token before the newest one.
  return found && { userId, ...found, spentS: agesS[found.distance - 1] ?? Infinity, isExpired, key };
}
