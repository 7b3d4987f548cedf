import { Injectable } from '@nestjs/common';
import { Sql, type Rows } from '../platform/database/sql.js';

/** How many users of a node that is gone are taken offline at once: their rows are locked meanwhile. */
const REAPED_AT_ONCE = 1000;

/** Locks users before anything about who holds them is looked at; in one order, so that two nodes cannot deadlock. */
const LOCK = 'select from users where id = any ($1::uuid[]) order by id for no key update';

/** Has users be what they are: online while a node holds them. Returns those for whom it is news. */
const SETTLE = `
  update users set online = not online, last_seen_at = clock_timestamp()
   where id = any ($1::uuid[]) and online <> exists (select from node_users h where h.user_id = users.id)
  returning id`;

/**
 * The leases of the nodes, and who is connected to which. All times are the database's.
 *
 * What holds for ever: a user is online, by the table, exactly while a node holds them. Whatever changes that locks the
 * user's row first, and then looks.
 */
@Injectable()
export class LeasesStore {
  constructor(private readonly sql: Sql) {}

  /** A new node. */
  async enter(nodeId: string, leaseSeconds: number): Promise<void> {
    await this.sql.rows(
      `insert into nodes (id, lease_expires_at) values ($1, clock_timestamp() + $2 * interval '1 second')`,
      [nodeId, leaseSeconds],
    );
  }

  /** Prolongs a lease, also one that has run out unnoticed; false when it has ended. */
  async renew(nodeId: string, leaseSeconds: number): Promise<boolean> {
    const rows = await this.sql.rows(
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

  /**
   * Has a node hold users, and let others go.
   *
   * @returns the users for whom that is news; undefined, and nothing done, when the node's lease has ended
   */
  hold(nodeId: string, come: readonly string[], gone: readonly string[]): Promise<string[] | undefined> {
    return this.sql.transaction(async (rows) => {
      // Until the commit it cannot end: nothing is ever held by a node whose users have been taken offline.
      const own = await rows('select from nodes where id = $1 and not ended for key share', [nodeId]);
      if (own.length === 0) return undefined;
      const users = [...come, ...gone];
      await rows(LOCK, [users]);
      await rows(
        `with released as (delete from node_users where node_id = $1 and user_id = any ($3::uuid[]))
         insert into node_users (node_id, user_id)
         select $1, id from users where id = any ($2::uuid[])
         on conflict do nothing`,
        [nodeId, come, gone],
      );
      return settle(rows, users);
    });
  }

  /**
   * Ends the leases that have run out, and takes offline who was connected there and is nowhere else. Any number of
   * nodes may do that at once: they wait for each other, so that whoever looks afterwards sees nobody who is gone.
   *
   * @returns the nodes whose lease was ended here, and nowhere else; and the users for whom it is news
   */
  async reap(): Promise<{ nodes: string[]; users: string[] }> {
    // Whoever is just holding users for such a node (key share) is awaited.
    const ended = await this.sql.rows<{ id: string }>(
      `update nodes set ended = true
        where id in (select id from nodes where not ended and lease_expires_at <= clock_timestamp()
                      order by id for update)
          and not ended
       returning id`,
    );
    const gone: string[] = [];
    for (let batch: string[] | undefined = []; batch; batch = await this.reapSome()) gone.push(...batch);
    await this.sql.rows(
      'delete from nodes n where ended and not exists (select from node_users h where h.node_id = n.id)',
    );
    return { nodes: ended.map(({ id }) => id), users: gone };
  }

  /** Takes offline whom no node holds, as the version before left them when it was killed: it knew of no nodes. */
  async settleStrays(): Promise<void> {
    const strays = await this.sql.rows<{ id: string }>(
      'select id from users where online and not exists (select from node_users h where h.user_id = users.id)',
    );
    const users = strays.map(({ id }) => id);
    await this.sql.transaction(async (rows) => {
      await rows(LOCK, [users]);
      await settle(rows, users);
    });
  }

  /** Undefined when there is nobody left. */
  private reapSome(): Promise<string[] | undefined> {
    return this.sql.transaction(async (rows) => {
      const held = await rows<{ user_id: string }>(
        `select user_id from node_users where node_id in (select id from nodes where ended)
          order by user_id, node_id limit $1 for update`,
        [REAPED_AT_ONCE],
      );
      if (held.length === 0) return undefined;
      const users = [...new Set(held.map(({ user_id }) => user_id))];
      await rows(LOCK, [users]);
      await rows(
        `delete from node_users
          where user_id = any ($1::uuid[]) and node_id in (select id from nodes where ended)`,
        [users],
      );
      return settle(rows, users);
    });
  }
}

async function settle(rows: Rows, users: readonly string[]): Promise<string[]> {
  return (await rows<{ id: string }>(SETTLE, [users])).map(({ id }) => id);
}
