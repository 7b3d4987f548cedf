import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { QueryResultRow } from 'pg';
import { Sql, type Rows } from '../platform/database/sql.js';
import type { Session } from './session.entity.js';

/** The name of the key that refresh tokens are computed with. */
const REFRESH_KEY = 'refresh';
/** How many sessions a user may have: for the next one, the least recently used ends. */
const SESSIONS_PER_USER = 200;
/** How many spent refresh tokens are remembered with their times. */
const RECENT_ROTATIONS = 100;
/** How many sessions one statement looks up at most. */
const LOOK_UP_LIMIT = 100;
/** For how long other nodes find a session that has ended, and for how long its row stays. */
const ENDED_FOUND = `interval '10 seconds'`;
const ENDED_KEPT = `interval '1 hour'`;
/** For how long the renewal of an expired session is answered `auth.token_expired`. */
const EXPIRED_KEPT = `interval '90 days'`;
/** How many rows are deleted at once. */
const PRUNE_LIMIT = 1000;

const IS_ACTIVE = `
  s.ended_at is null and s.expires_at > clock_timestamp() and s.generation = u.token_generation and u.disabled_at is null`;

const MAKE_KEY = 'insert into server_keys (name, key) values ($1, $2) on conflict (name) do nothing';
const KEY = 'select key from server_keys where name = $1';

/** Of an account that was disabled, or whose password was changed, since its password was checked nothing is opened. */
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

const TAKE_OVER = 'update sessions set generation = $3 where user_id = $1 and id = $2 and ended_at is null';

const RECENTLY_ENDED = `
  select s.id, u.erased_at is not null as "isDeleted", u.disabled_at is not null as "isDisabled"
    from sessions s join users u on u.id = s.user_id where s.ended_at > clock_timestamp() - ${ENDED_FOUND}`;
/** Tokens of the release before name no session: they are of a generation alone. */
const ENDED = `
  select asked.user_id as "userId", asked.generation, asked.session_id as "sessionId",
         u.id is null or u.erased_at is not null as "isDeleted", u.disabled_at is not null as "isDisabled"
    from unnest($1::uuid[], $2::integer[], $3::uuid[]) as asked (user_id, generation, session_id)
    left join users u on u.id = asked.user_id
    left join sessions s on s.id = asked.session_id
   where u.id is null or u.disabled_at is not null
      or case when asked.session_id is null then u.token_generation <> asked.generation
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

/** What a session is opened with. */
export type NewSession = Pick<Session, 'id' | 'userId' | 'generation' | 'device' | 'address' | 'tokenHash'> & {
  /** In seconds. */
  readonly lifetime: number;
};

/** A session as its user is shown it. */
export type SessionRow = Pick<Session, 'id' | 'device' | 'address' | 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

/** A session that is to be renewed. */
export interface LockedSession extends Pick<Session, 'userId' | 'tokenHash' | 'rotations'> {
  readonly isActive: boolean;
  /** Whether its time has run out, and nothing else has ended it. */
  readonly isExpired: boolean;
  /** How long ago its last refresh tokens were spent, in seconds, the last one first. */
  readonly agesS: readonly number[];
}

/** What tokens of one session, or of one generation of an account, have in common. */
export interface TokenGroup {
  readonly userId: string;
  readonly generation: number;
  /** Null for tokens of the release before this one. */
  readonly sessionId: string | null;
}

/** Why a token is not valid that has not expired: its account is gone or disabled, or neither. */
export interface AccountState {
  readonly isDeleted: boolean;
  readonly isDisabled: boolean;
}

/** Tokens that are not valid any more, though they have not expired. */
export interface EndedTokens extends TokenGroup, AccountState {}

/** A session that has ended. */
export interface EndedSession extends AccountState {
  readonly id: string;
}

/** What a renewal changes. */
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
      // Requests arrive one by one within a turn of the event loop.
      batchScheduleFn: (look) => setImmediate(look),
    },
  );

  constructor(private readonly sql: Sql) {}

  /** The key that all nodes compute refresh tokens with. @param made is stored if there is none yet */
  async key(made: Buffer): Promise<Buffer> {
    await this.sql.idempotent(MAKE_KEY, [REFRESH_KEY, made]);
    const [row] = await this.sql.rows<{ key: Buffer }>(KEY, [REFRESH_KEY]);
    return row!.key;
  }

  /** @returns whether the account still is as it was when its password was checked */
  async open({ id, userId, generation, device, address, tokenHash, lifetime }: NewSession): Promise<boolean> {
    const values = [id, userId, generation, device, address, tokenHash, lifetime];
    return (await this.sql.idempotent(OPEN, values)).length > 0;
  }

  /** A session that has neither ended nor expired; null otherwise. Those that are asked for together are looked up together. */
  findActive(id: string): Promise<Pick<Session, 'id' | 'userId'> | null> {
    return this.active.load(id);
  }

  private async findActiveByIds(ids: readonly string[]) {
    const rows = await this.sql.prepared<Pick<Session, 'id' | 'userId'>>('active_sessions', ACTIVE, [ids]);
    const found = new Map(rows.map((session) => [session.id, session]));
    return ids.map((id) => found.get(id) ?? null);
  }

  /**
   * Renews or ends a session, with its row locked. May be run again when it is not answered.
   *
   * @param decide what becomes of it; nothing when that is undefined
   * @returns the decision; undefined also without such a session
   */
  change<T extends { readonly rotation?: Rotation; readonly ends?: boolean }>(
    id: string,
    decide: (session: LockedSession) => T | undefined,
  ): Promise<T | undefined> {
    return this.sql.idempotentTransaction(async (rows) => {
      const [session] = await rows<LockedSession & QueryResultRow>(LOCK, [id]);
      const decision = session && decide(session);
      if (decision?.rotation) await rotate(rows, id, decision.rotation);
      if (decision?.ends) await rows(END_BY_ID, [id]);
      return decision;
    });
  }

  /** Those of a user that are active, the last used first. */
  ofUser(userId: string): Promise<SessionRow[]> {
    return this.sql.rows<SessionRow & QueryResultRow>(OF_USER, [userId]);
  }

  /** Ends an active session of a user. @returns undefined when there is none */
  async end(userId: string, id: string): Promise<SessionRow | undefined> {
    const [session] = await this.sql.rows<SessionRow & QueryResultRow>(END, [userId, id]);
    return session;
  }

  /** Ends all sessions of a user but one. @returns the ids of those that it has ended */
  async endOthers(userId: string, keptId: string | undefined): Promise<string[]> {
    return (await this.sql.idempotent<{ id: string }>(END_OTHERS, [userId, keptId ?? null])).map(({ id }) => id);
  }

  /** The same in a transaction that gives the account another generation, which the one that is kept takes over. */
  async endOthersIn(rows: Rows, userId: string, keptId: string | undefined, generation: number): Promise<string[]> {
    await rows(TAKE_OVER, [userId, keptId ?? null, generation]);
    return (await rows<{ id: string }>(END_OTHERS, [userId, keptId ?? null])).map(({ id }) => id);
  }

  /** The sessions that have ended in the last seconds, on whatever node. */
  recentlyEnded(): Promise<EndedSession[]> {
    return this.sql.urgent<EndedSession & QueryResultRow>(RECENTLY_ENDED, []);
  }

  /** Those of these tokens that are not valid any more. */
  ended(tokens: readonly TokenGroup[]): Promise<EndedTokens[]> {
    const column = <K extends keyof TokenGroup>(key: K) => tokens.map((group) => group[key]);
    const values = [column('userId'), column('generation'), column('sessionId')];
    return this.sql.prepared<EndedTokens & QueryResultRow>('ended_tokens', ENDED, values);
  }

  /** @param uses from which address each session was used, by its id */
  async used(uses: ReadonlyMap<string, string>): Promise<void> {
    await this.sql.idempotent(USED, [[...uses.keys()], [...uses.values()]]);
  }

  /** Deletes some rows of sessions that have ended or expired. @returns whether there are more */
  async prune(): Promise<boolean> {
    return (await this.sql.idempotent(PRUNE, [])).length === PRUNE_LIMIT;
  }
}

async function rotate(rows: Rows, id: string, { tokenHash, lifetime, address, device }: Rotation): Promise<void> {
  await rows(ROTATE, [id, tokenHash, lifetime, address, device]);
}
