import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { QueryResultRow } from 'pg';
import { Sql, type Rows } from '../platform/database/sql.js';
import type { Session } from './session.entity.js';

/** The name of the key with which refresh tokens are computed. */
const REFRESH_KEY = 'refresh';
/** The maximum number of sessions per user. Opening another session ends the least recently used one. */
const SESSIONS_PER_USER = 200;
/** The number of spent refresh tokens whose times are stored. */
const RECENT_ROTATIONS = 100;
/** The maximum number of sessions that one statement looks up. */
const LOOK_UP_LIMIT = 100;
/** How long an ended session is among those that other nodes find as recently ended. */
const RECENTLY_ENDED_WINDOW = `interval '10 seconds'`;
/** How long the row of an ended session is kept. */
const ENDED_KEPT = `interval '1 hour'`;
/**
 * How long the row of an expired session with a refresh token is kept. Until then, a renewal fails with
 * `auth.token_expired`.
 */
const EXPIRED_KEPT = `interval '90 days'`;
/** The maximum number of rows that one statement deletes. */
const PRUNE_LIMIT = 1000;

const IS_ACTIVE = `
  s.ended_at is null and s.expires_at > clock_timestamp() and s.generation = u.token_generation and u.disabled_at is null`;

const CREATE_KEY = 'insert into server_keys (name, key) values ($1, $2) on conflict (name) do nothing';
const KEY = 'select key from server_keys where name = $1';

/** Opens a session, unless the account was disabled, or its password changed, after the password was checked. */
const OPEN = `
  with account as (
    select id from users where id = $2 and token_generation = $3 and disabled_at is null for key share),
  excess as (
    update sessions set ended_at = clock_timestamp()
     where id in (select id from sessions where user_id = $2 and id <> $1 and ended_at is null
                   order by last_used_at desc offset ${SESSIONS_PER_USER - 1}))
  insert into sessions (id, user_id, generation, device, address, token_hash, expires_at)
  select $1, id, $3, $4, $5, $6, clock_timestamp() + $7 * interval '1 second' from account
  on conflict (id) do update set user_id = excluded.user_id
  returning id`;

const ACTIVE = `
  select s.id, s.user_id as "userId" from sessions s join users u on u.id = s.user_id
   where s.id = any ($1::uuid[]) and ${IS_ACTIVE}`;

const LOCK = `
  select s.user_id as "userId", s.token_hash as "tokenHash", s.rotations, ${IS_ACTIVE} as "isActive",
         s.ended_at is null and s.expires_at <= clock_timestamp() as "isExpired",
         array(select extract(epoch from clock_timestamp() - spent.at)::float8
                 from unnest(s.recent_rotations) with ordinality as spent (at, nth) order by nth) as "agesS"
    from sessions s join users u on u.id = s.user_id
   where s.id = $1 for no key update of s`;
const ROTATE = `
  update sessions
     set token_hash = $2, rotations = rotations + 1,
         recent_rotations = (array_prepend(clock_timestamp(), recent_rotations))[1:${RECENT_ROTATIONS}],
         expires_at = greatest(expires_at, clock_timestamp() + $3 * interval '1 second'),
         last_used_at = clock_timestamp(), address = $4, device = $5
   where id = $1`;

const SESSIONS = `
  select s.id, s.device, s.address, s.created_at as "createdAt", s.last_used_at as "lastUsedAt", s.expires_at as "expiresAt"
    from sessions s join users u on u.id = s.user_id`;
const OF_USER = `${SESSIONS} where s.user_id = $1 and ${IS_ACTIVE} order by s.last_used_at desc, s.id desc`;
const END = `
  with session as (${SESSIONS} where s.user_id = $1 and s.id = $2 and ${IS_ACTIVE}),
  ended as (update sessions set ended_at = clock_timestamp() where id in (select id from session))
  select id, device, address, "createdAt", "lastUsedAt", "expiresAt" from session`;
const END_BY_ID = 'update sessions set ended_at = clock_timestamp() where id = $1 and ended_at is null returning id';
const END_OTHERS = `
  update sessions set ended_at = clock_timestamp()
   where user_id = $1 and id is distinct from $2::uuid and ended_at is null returning id`;

const SET_GENERATION = 'update sessions set generation = $3 where user_id = $1 and id = $2 and ended_at is null';

const RECENTLY_ENDED = `
  select s.id, u.erased_at is not null as "isDeleted", u.disabled_at is not null as "isDisabled"
    from sessions s join users u on u.id = s.user_id where s.ended_at > clock_timestamp() - ${RECENTLY_ENDED_WINDOW}`;
/** Finds the given tokens that were revoked. Tokens of the previous release have no session, only a generation. */
const ENDED = `
  select given.user_id as "userId", given.generation, given.session_id as "sessionId",
         u.id is null or u.erased_at is not null as "isDeleted", u.disabled_at is not null as "isDisabled"
    from unnest($1::uuid[], $2::integer[], $3::uuid[]) as given (user_id, generation, session_id)
    left join users u on u.id = given.user_id
    left join sessions s on s.id = given.session_id
   where u.id is null or u.disabled_at is not null
      or case when given.session_id is null then u.token_generation <> given.generation
              else s.id is null or s.ended_at is not null or s.generation <> u.token_generation end`;

const USED = `
  update sessions s set last_used_at = greatest(s.last_used_at, clock_timestamp()), address = used.address
    from unnest($1::uuid[], $2::text[]) as used (id, address)
   where s.id = used.id and s.ended_at is null`;
const PRUNE = `
  delete from sessions where id in (
    select id from sessions where ended_at < clock_timestamp() - ${ENDED_KEPT}
    union all
    select id from sessions where expires_at < clock_timestamp() - ${ENDED_KEPT}
       and (token_hash is null or expires_at < clock_timestamp() - ${EXPIRED_KEPT}) limit ${PRUNE_LIMIT})
  returning id`;

/** A session to be opened. */
export type NewSession = Pick<Session, 'id' | 'userId' | 'generation' | 'device' | 'address' | 'tokenHash'> & {
  /** In seconds. */
  readonly lifetime: number;
};

/** The columns of a session that its user can see. */
export type SessionRow = Pick<Session, 'id' | 'device' | 'address' | 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

/** A session whose row is locked for a change. */
export interface LockedSession extends Pick<Session, 'userId' | 'tokenHash' | 'rotations'> {
  readonly isActive: boolean;
  /** Whether the session has expired, and was not ended otherwise. */
  readonly isExpired: boolean;
  /** How long ago the latest refresh tokens were spent, in seconds, the latest first. */
  readonly agesS: readonly number[];
}

/** Identifies all tokens of one session, or of one token generation of an account. */
export interface TokenGroup {
  readonly userId: string;
  readonly generation: number;
  /** Null for tokens of the previous release. */
  readonly sessionId: string | null;
}

/** Why a token that has not expired is refused: its account is deleted or disabled; otherwise its session has ended. */
export interface AccountState {
  readonly isDeleted: boolean;
  readonly isDisabled: boolean;
}

/** Tokens that were revoked before they expired. */
export interface EndedTokens extends TokenGroup, AccountState {}

/** An ended session. */
export interface EndedSession extends AccountState {
  readonly id: string;
}

/** The changes of a renewal. */
export interface Rotation extends Pick<Session, 'device' | 'address'> {
  readonly tokenHash: Buffer;
  /** In seconds. */
  readonly lifetime: number;
}

@Injectable()
export class SessionsStore {
  private readonly active = new DataLoader<string, Pick<Session, 'id' | 'userId'> | null>(
    (ids) => this.findActiveByIds(ids),
    {
      cache: false,
      maxBatchSize: LOOK_UP_LIMIT,
      // Batches the look-ups of one event loop iteration, in which concurrent requests arrive one by one.
      batchScheduleFn: (dispatch) => setImmediate(dispatch),
    },
  );

  constructor(private readonly sql: Sql) {}

  /** Returns the key with which all nodes compute refresh tokens. @param candidate is stored if there is no key yet */
  async loadOrCreateKey(candidate: Buffer): Promise<Buffer> {
    await this.sql.idempotent(CREATE_KEY, [REFRESH_KEY, candidate]);
    const [row] = await this.sql.rows<{ key: Buffer }>(KEY, [REFRESH_KEY]);
    return row!.key;
  }

  /**
   * Opens a session.
   *
   * @returns false, without opening it, when the account has changed since its password was checked
   */
  async open({ id, userId, generation, device, address, tokenHash, lifetime }: NewSession): Promise<boolean> {
    const values = [id, userId, generation, device, address, tokenHash, lifetime];
    return (await this.sql.idempotent(OPEN, values)).length > 0;
  }

  /** Returns a session that has neither ended nor expired; null otherwise. Batches concurrent look-ups. */
  findActive(id: string): Promise<Pick<Session, 'id' | 'userId'> | null> {
    return this.active.load(id);
  }

  private async findActiveByIds(ids: readonly string[]) {
    const rows = await this.sql.prepared<Pick<Session, 'id' | 'userId'>>('active_sessions', ACTIVE, [ids]);
    const found = new Map(rows.map((session) => [session.id, session]));
    return ids.map((id) => found.get(id) ?? null);
  }

  /**
   * Renews or ends a session, with its row locked. The transaction is retried when its outcome is unknown.
   *
   * @param decide returns the change; undefined for none. May be called more than once
   * @returns the change; undefined when there is no such session
   */
  changeLocked<T extends { readonly rotation?: Rotation; readonly ends?: boolean }>(
    id: string,
    decide: (session: LockedSession) => T | undefined,
  ): Promise<T | undefined> {
    return this.sql.idempotentTransaction(async (rows) => {
      const [session] = await rows<LockedSession & QueryResultRow>(LOCK, [id]);
      const change = session && decide(session);
      if (change?.rotation) await rotate(rows, id, change.rotation);
      if (change?.ends) await rows(END_BY_ID, [id]);
      return change;
    });
  }

  /** Returns the active sessions of a user, the most recently used first. */
  listActive(userId: string): Promise<SessionRow[]> {
    return this.sql.rows<SessionRow & QueryResultRow>(OF_USER, [userId]);
  }

  /** Ends an active session of a user. @returns undefined when there is no such session */
  async end(userId: string, id: string): Promise<SessionRow | undefined> {
    const [session] = await this.sql.rows<SessionRow & QueryResultRow>(END, [userId, id]);
    return session;
  }

  /** Ends all sessions of a user except one. @returns the ids of the ended sessions */
  async endOthers(userId: string, keptId: string | undefined): Promise<string[]> {
    return (await this.sql.idempotent<{ id: string }>(END_OTHERS, [userId, keptId ?? null])).map(({ id }) => id);
  }

  /**
   * Ends all sessions except one in a transaction that increments the generation of the account, and sets it on the
   * remaining session.
   */
  async endOthersInTransaction(
    rows: Rows,
    userId: string,
    keptId: string | undefined,
    generation: number,
  ): Promise<string[]> {
    await rows(SET_GENERATION, [userId, keptId ?? null, generation]);
    return (await rows<{ id: string }>(END_OTHERS, [userId, keptId ?? null])).map(({ id }) => id);
  }

  /** Returns the sessions that ended on any node in the last seconds. */
  findRecentlyEnded(): Promise<EndedSession[]> {
    return this.sql.urgent<EndedSession & QueryResultRow>(RECENTLY_ENDED, []);
  }

  /** Returns those of the given tokens that were revoked before they expired. */
  findEndedTokens(tokens: readonly TokenGroup[]): Promise<EndedTokens[]> {
    const column = <K extends keyof TokenGroup>(key: K) => tokens.map((group) => group[key]);
    const values = [column('userId'), column('generation'), column('sessionId')];
    return this.sql.prepared<EndedTokens & QueryResultRow>('ended_tokens', ENDED, values);
  }

  /** Stores the last use of sessions. @param uses the network address of the last use, by session id */
  async storeUses(uses: ReadonlyMap<string, string>): Promise<void> {
    await this.sql.idempotent(USED, [[...uses.keys()], [...uses.values()]]);
  }

  /** Deletes a batch of ended or expired sessions. @returns whether there may be more */
  async prune(): Promise<boolean> {
    return (await this.sql.idempotent(PRUNE, [])).length === PRUNE_LIMIT;
  }
}

async function rotate(rows: Rows, id: string, { tokenHash, lifetime, address, device }: Rotation): Promise<void> {
  await rows(ROTATE, [id, tokenHash, lifetime, address, device]);
}
