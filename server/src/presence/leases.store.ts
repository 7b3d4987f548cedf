import { Injectable } from '@nestjs/common';
import { Sql, type Rows } from '../platform/database/sql.js';
import { BUS_VERSION } from '../realtime/bus-version.js';

/** How many users of dead nodes one transaction takes offline. The transaction locks the rows of these users. */
const REAP_BATCH_SIZE = 1000;

/**
 * Locks users before their rows in `node_users` are read. It skips locked rows instead of waiting, so that one locked
 * user does not block the presence of all others, and two nodes cannot deadlock.
 */
const LOCK_USERS = 'select id from users where id = any ($1::uuid[]) for no key update skip locked';

/** The result of {@link LeasesStore.recordUsers}. */
export interface RecordResult {
  /** The users who went online or offline by this call, and the users whose account has been deleted. */
  readonly changed: string[];
  /** Users whose row another transaction has locked: nothing was recorded for them. */
  readonly locked: string[];
}

/** The result of {@link LeasesStore.reap}. */
export interface ReapResult {
  /** The nodes whose lease was ended by this call, and not by another node. */
  readonly nodes: string[];
  /** The users who went offline by this call. */
  readonly users: string[];
}

/**
 * Sets users online if they are connected to a node, and offline otherwise. Returns the users for whom this is a
 * change. For an erased account `last_seen_at` stays empty.
 */
const UPDATE_ONLINE = `
  update users set online = not online, last_seen_at = case when erased_at is null then clock_timestamp() end
   where id = any ($1::uuid[]) and online <> exists (select from node_users h where h.user_id = users.id)
  returning id`;

/**
 * Stores the leases of the nodes, and which users are connected to each node (`node_users`). All times are from the
 * database's clock.
 *
 * Invariants: after each transaction, a user is online if and only if `node_users` has a row of the user. Every
 * transaction that changes the rows of a user first locks the user's row in `users`, and then reads.
 */
@Injectable()
export class LeasesStore {
  constructor(private readonly sql: Sql) {}

  /** Inserts a node with a new lease. */
  async insertNode(nodeId: string, leaseSeconds: number): Promise<void> {
    await this.sql.rows(
      `insert into nodes (id, lease_expires_at, bus_version) values ($1, clock_timestamp() + $2 * interval '1 second', $3)`,
      [nodeId, leaseSeconds, BUS_VERSION],
    );
  }

  /** Prolongs a lease, even if it has expired but no node has ended it. Returns false if it has been ended. */
  async renew(nodeId: string, leaseSeconds: number): Promise<boolean> {
    const rows = await this.sql.urgent(
      `update nodes set lease_expires_at = clock_timestamp() + $2 * interval '1 second'
        where id = $1 and not ended returning 1`,
      [nodeId, leaseSeconds],
    );
    return rows.length > 0;
  }

  /**
   * Makes a lease expire: after a grace time if there are other live nodes, which then end it; at once if there are
   * none.
   */
  async expireAfter(nodeId: string, graceSeconds: number): Promise<void> {
    await this.sql.rows(
      `update nodes set lease_expires_at = clock_timestamp() + case
           when exists (select from nodes other
                         where other.id <> $1 and not other.ended and other.lease_expires_at > clock_timestamp())
           then $2 * interval '1 second' else '0' end
        where id = $1`,
      [nodeId, graceSeconds],
    );
  }

  /**
   * Makes all leases expire now. If one of the nodes is alive, it acquires another lease, and records its users again.
   */
  async expireAll(): Promise<void> {
    await this.sql.rows('update nodes set lease_expires_at = clock_timestamp() where not ended');
  }

  /** Returns whether there are leases that have not been ended, and all of them have expired. */
  async haveAllExpired(): Promise<boolean> {
    const [row] = await this.sql.rows<{ expired: boolean | null }>(
      'select bool_and(lease_expires_at <= clock_timestamp()) as expired from nodes where not ended',
    );
    return row!.expired ?? false;
  }

  /**
   * Returns whether there are nodes with another version of the bus. A node whose lease has expired is included until
   * the lease is ended, because the node may only be slow.
   */
  async haveOtherBusVersions(): Promise<boolean> {
    const rows = await this.sql.rows('select from nodes where not ended and bus_version <> $1 limit 1', [BUS_VERSION]);
    return rows.length > 0;
  }

  /**
   * Records users as connected to a node, and others as no longer connected, and updates who is online.
   *
   * @returns undefined, without any change, if the node's lease has ended
   */
  recordUsers(
    nodeId: string,
    connected: readonly string[],
    disconnected: readonly string[],
  ): Promise<RecordResult | undefined> {
    return this.sql.transaction(async (rows) => {
      // The lock prevents that the lease is ended before the commit: no users are recorded for a node after its users
      // were taken offline.
      const own = await rows('select from nodes where id = $1 and not ended for key share', [nodeId]);
      if (own.length === 0) return undefined;
      const lockedNow = await lockUsers(rows, [...connected, ...disconnected]);
      await rows(
        `with released as (delete from node_users where node_id = $1 and user_id = any ($3::uuid[]))
         insert into node_users (node_id, user_id)
         select $1, id from users where id = any ($2::uuid[])
         on conflict do nothing`,
        [nodeId, connected.filter((id) => lockedNow.has(id)), disconnected.filter((id) => lockedNow.has(id))],
      );
      const skipped = [...connected, ...disconnected].filter((id) => !lockedNow.has(id));
      const locked = await existingUsers(rows, skipped);
      const deleted = skipped.filter((id) => !locked.includes(id));
      return { changed: [...(await updateOnline(rows, lockedNow)), ...deleted], locked };
    });
  }

  /**
   * Ends expired leases, and takes offline the users who were connected to those nodes and to no other node. Several
   * nodes can do so at once: they wait for each other, so that a node that reads afterwards finds none of those users
   * online. Users whose row another transaction has locked are left to the next call.
   *
   * @param byNode the node that calls this. If its own lease has expired, no lease is ended: a statement that arrives
   *   late, or a node that was paused, must not end the leases of live nodes.
   */
  async reap(byNode?: string): Promise<ReapResult> {
    // Waits for transactions that record users for a node whose lease is ended here (`key share`).
    const ended = await this.sql.rows<{ id: string }>(
      `update nodes set ended = true
        where id in (select id from nodes where not ended and lease_expires_at <= clock_timestamp()
                      order by id for update)
          and not ended
          and ($1::uuid is null or exists (
                select from nodes own where own.id = $1 and not own.ended and own.lease_expires_at > clock_timestamp()))
       returning id`,
      [byNode ?? null],
    );
    const offline: string[] = [];
    for (let batch: string[] | undefined = []; batch; batch = await this.reapBatch()) offline.push(...batch);
    await this.sql.rows(
      'delete from nodes n where ended and not exists (select from node_users h where h.node_id = n.id)',
    );
    return { nodes: ended.map(({ id }) => id), users: offline };
  }

  /**
   * Takes offline the users who are online although they are connected to no node. Servers of releases without leases
   * left such users when they were killed.
   *
   * @returns whether such users are left, because another transaction has locked their rows
   */
  async takeOrphansOffline(): Promise<boolean> {
    const orphans = await this.sql.rows<{ id: string }>(
      'select id from users where online and not exists (select from node_users h where h.user_id = users.id)',
    );
    const users = orphans.map(({ id }) => id);
    return this.sql.transaction(async (rows) => {
      const locked = await lockUsers(rows, users);
      await updateOnline(rows, locked);
      return locked.size < users.length;
    });
  }

  /**
   * Takes offline one batch of the users of nodes whose lease has ended.
   *
   * @returns the users who went offline; undefined if no such users are left, except users whose row is locked
   */
  private reapBatch(): Promise<string[] | undefined> {
    return this.sql.transaction(async (rows) => {
      const nodeUsers = await rows<{ user_id: string }>(
        `select user_id from node_users where node_id in (select id from nodes where ended)
          order by user_id, node_id limit $1 for update`,
        [REAP_BATCH_SIZE],
      );
      const users = await lockUsers(rows, [...new Set(nodeUsers.map(({ user_id }) => user_id))]);
      if (users.size === 0) return undefined;
      await rows(
        `delete from node_users
          where user_id = any ($1::uuid[]) and node_id in (select id from nodes where ended)`,
        [[...users]],
      );
      return updateOnline(rows, users);
    });
  }
}

/** @returns the users whose rows could be locked */
async function lockUsers(rows: Rows, users: readonly string[]): Promise<Set<string>> {
  return new Set((await rows<{ id: string }>(LOCK_USERS, [users])).map(({ id }) => id));
}

/** @returns the users who went online or offline */
async function updateOnline(rows: Rows, users: ReadonlySet<string>): Promise<string[]> {
  return (await rows<{ id: string }>(UPDATE_ONLINE, [[...users]])).map(({ id }) => id);
}

/** @returns the users who exist */
async function existingUsers(rows: Rows, users: readonly string[]): Promise<string[]> {
  if (users.length === 0) return [];
  const found = await rows<{ id: string }>('select id from users where id = any ($1::uuid[])', [users]);
  return found.map(({ id }) => id);
}
