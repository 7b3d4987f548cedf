import { Injectable } from '@nestjs/common';
import { Sql, type Rows } from '../platform/database/sql.js';
import { BUS_VERSION } from '../realtime/bus-version.js';

/** How many users of a node that is gone are taken offline at once: their rows are locked meanwhile. */
const REAPED_AT_ONCE = 1000;

/**
 * Locks users before anything about who holds them is read. It waits for nobody: one user whose row is locked must not
 * freeze the presence of all others, and two nodes cannot deadlock.
 */
const LOCK = 'select id from users where id = any ($1::uuid[]) for no key update skip locked';

/** What became of {@link LeasesStore.hold}. */
export interface Held {
  /** The users for whom it is news; those whose account was deleted are among them. */
  readonly news: string[];
  /** Users whose row another transaction has locked: for them nothing was done. */
  readonly blocked: string[];
}

/** What became of {@link LeasesStore.reap}. */
export interface Reaped {
  /** The nodes whose lease was ended here, and nowhere else. */
  readonly nodes: string[];
  /** The users for whom it is news. */
  readonly users: string[];
}

/**
 * Has users be what they are: online while a node holds them. Returns those for whom it is news. When an erased one was last seen is
 * not kept.
 */
const SETTLE = `
  update users set online = not online, last_seen_at = case when erased_at is null then clock_timestamp() end
   where id = any ($1::uuid[]) and online <> exists (select from node_users h where h.user_id = users.id)
  returning id`;

/**
 * The leases of the nodes, and who is connected to which. All times are the database's.
 *
 * Invariants: a user is online, by the table, exactly while a node holds them. Whatever changes that locks the
 * user's row first, and then looks.
 */
@Injectable()
export class LeasesStore {
  constructor(private readonly sql: Sql) {}

  /** A new node. */
  async enter(nodeId: string, leaseSeconds: number): Promise<void> {
    await this.sql.rows(
      `insert into nodes (id, lease_expires_at, bus_version) values ($1, clock_timestamp() + $2 * interval '1 second', $3)`,
      [nodeId, leaseSeconds, BUS_VERSION],
    );
  }

  /** Prolongs a lease, also one that has run out unnoticed; false when it has ended. */
  async renew(nodeId: string, leaseSeconds: number): Promise<boolean> {
    const rows = await this.sql.urgent(
      `update nodes set lease_expires_at = clock_timestamp() + $2 * interval '1 second'
        where id = $1 and not ended returning 1`,
      [nodeId, leaseSeconds],
    );
    return rows.length > 0;
  }

  /** Has a lease run out after so many seconds if there are others who will notice, and at once if there are not. */
  async leave(nodeId: string, graceSeconds: number): Promise<void> {
    await this.sql.rows(
      `update nodes set lease_expires_at = clock_timestamp() + case
           when exists (select from nodes other
                         where other.id <> $1 and not other.ended and other.lease_expires_at > clock_timestamp())
           then $2 * interval '1 second' else '0' end
        where id = $1`,
      [nodeId, graceSeconds],
    );
  }

  /** Has all leases run out. A node that lives after all takes another, and holds its users again. */
  async runOut(): Promise<void> {
    await this.sql.rows('update nodes set lease_expires_at = clock_timestamp() where not ended');
  }

  /** Whether there are leases of nodes that have not ended, and all have run out. */
  async haveAllRunOut(): Promise<boolean> {
    const [row] = await this.sql.rows<{ found: boolean | null }>(
      'select bool_and(lease_expires_at <= clock_timestamp()) as found from nodes where not ended',
    );
    return row!.found ?? false;
  }

  /** Whether there are nodes of another version of the bus; one whose lease has run out may be slow, and live. */
  async haveOtherBusVersions(): Promise<boolean> {
    const rows = await this.sql.rows('select from nodes where not ended and bus_version <> $1 limit 1', [BUS_VERSION]);
    return rows.length > 0;
  }

  /**
   * Has a node hold users, and let others go.
   *
   * @returns undefined, and nothing done, when the node's lease has ended
   */
  hold(nodeId: string, come: readonly string[], gone: readonly string[]): Promise<Held | undefined> {
    return this.sql.transaction(async (rows) => {
      // Until the commit it cannot end: nothing is ever held by a node whose users have been taken offline.
      const own = await rows('select from nodes where id = $1 and not ended for key share', [nodeId]);
      if (own.length === 0) return undefined;
      const users = await lock(rows, [...come, ...gone]);
      await rows(
        `with released as (delete from node_users where node_id = $1 and user_id = any ($3::uuid[]))
         insert into node_users (node_id, user_id)
         select $1, id from users where id = any ($2::uuid[])
         on conflict do nothing`,
        [nodeId, come.filter((id) => users.has(id)), gone.filter((id) => users.has(id))],
      );
      const others = [...come, ...gone].filter((id) => !users.has(id));
      const blocked = await existing(rows, others);
      const deleted = others.filter((id) => !blocked.includes(id));
      return { news: [...(await settle(rows, users)), ...deleted], blocked };
    });
  }

  /**
   * Ends the leases that have run out, and takes offline the users who were connected there and are nowhere else. Any
   * number of nodes may do that at once: they wait for each other, so that a node that reads afterwards finds none of them
   * online. Users whose row is locked by somebody else are left to the next time.
   *
   * @param byNode does nothing unless the lease of this node holds: a statement that arrives late, or a node that slept,
   *   must not end the leases of nodes that live
   */
  async reap(byNode?: string): Promise<Reaped> {
    // Whoever is just holding users for such a node (key share) is awaited.
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
    const gone: string[] = [];
    for (let batch: string[] | undefined = []; batch; batch = await this.reapSome()) gone.push(...batch);
    await this.sql.rows(
      'delete from nodes n where ended and not exists (select from node_users h where h.node_id = n.id)',
    );
    return { nodes: ended.map(({ id }) => id), users: gone };
  }

  /**
   * Takes offline whom no node holds, as the version before left them when it was killed: it knew of no nodes.
   *
   * @returns whether some are left, because another transaction has locked their rows
   */
  async settleStrays(): Promise<boolean> {
    const strays = await this.sql.rows<{ id: string }>(
      'select id from users where online and not exists (select from node_users h where h.user_id = users.id)',
    );
    const users = strays.map(({ id }) => id);
    return this.sql.transaction(async (rows) => {
      const locked = await lock(rows, users);
      await settle(rows, locked);
      return locked.size < users.length;
    });
  }

  /** Undefined when there is nobody left who is not locked. */
  private reapSome(): Promise<string[] | undefined> {
    return this.sql.transaction(async (rows) => {
      const held = await rows<{ user_id: string }>(
        `select user_id from node_users where node_id in (select id from nodes where ended)
          order by user_id, node_id limit $1 for update`,
        [REAPED_AT_ONCE],
      );
      const users = await lock(rows, [...new Set(held.map(({ user_id }) => user_id))]);
      if (users.size === 0) return undefined;
      await rows(
        `delete from node_users
          where user_id = any ($1::uuid[]) and node_id in (select id from nodes where ended)`,
        [[...users]],
      );
      return settle(rows, users);
    });
  }
}

/** @returns those of the users that could be locked */
async function lock(rows: Rows, users: readonly string[]): Promise<Set<string>> {
  return new Set((await rows<{ id: string }>(LOCK, [users])).map(({ id }) => id));
}

async function settle(rows: Rows, users: ReadonlySet<string>): Promise<string[]> {
  return (await rows<{ id: string }>(SETTLE, [[...users]])).map(({ id }) => id);
}

/** Those of the users that exist. */
async function existing(rows: Rows, users: readonly string[]): Promise<string[]> {
  if (users.length === 0) return [];
  const found = await rows<{ id: string }>('select id from users where id = any ($1::uuid[])', [users]);
  return found.map(({ id }) => id);
}
