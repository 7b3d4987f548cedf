import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import { shownOnline } from '../users/user.mapper.js';

/** A user's presence as others may see it: a user who hides their presence is offline and has no `last_seen_at`. */
export interface PresenceRow {
  readonly id: string;
  readonly online: boolean;
  readonly last_seen_at: Date | null;
  readonly hides_presence: boolean;
}

/** The users that a query found. */
export interface Snapshot {
  /** When the query ran, by the database's clock: the next query continues from this time. */
  readonly takenAt: Date;
  readonly users: readonly Pick<PresenceRow, 'id' | 'online'>[];
}

/**
 * How far back each query overlaps the previous one, in seconds: longer than any transaction may take from a write to
 * its commit.
 */
const OVERLAP_SECONDS = 30;

/** Returns a query whose result has at least one row, so that it always contains the time of the query. */
const snapshotWhere = (condition: string) =>
  `select now() as at, u.id, ${shownOnline('u')} as online from (values (1)) as one left join users u on ${condition}`;

const BY_IDS = `
  select id, ${shownOnline('users')} as online, hides_presence, case when not hides_presence then last_seen_at end as last_seen_at
    from users where id = any ($1::uuid[])`;

@Injectable()
export class PresenceStore {
  constructor(private readonly sql: Sql) {}

  /** Reads all users who are shown online. */
  onlineUsers(): Promise<Snapshot> {
    return this.snapshot(snapshotWhere(shownOnline('u')));
  }

  /**
   * Reads the users who went online or offline, or began or ceased to hide their presence, after a snapshot. The result
   * also contains users who did so shortly before the snapshot.
   *
   * @param online the users who were online in the snapshot: if the account of such a user was deleted or erased since
   *   then, the user is returned as offline
   */
  changedSince({ takenAt }: Snapshot, online: readonly string[]): Promise<Snapshot> {
    // `least`, because the clock of another database, to which a failover has led, may be behind.
    const changed = snapshotWhere(
      `u.last_seen_at > least($1::timestamptz, now()) - interval '${OVERLAP_SECONDS} seconds'`,
    );
    const deleted = `select now(), o.id, false from unnest($2::uuid[]) as o (id)
       where not exists (select from users u where u.id = o.id and u.erased_at is null)`;
    return this.snapshot(`${changed} union all ${deleted}`, [takenAt, online]);
  }

  /** Reads these users, whether they are online or not. */
  byIds(userIds: readonly string[]): Promise<PresenceRow[]> {
    return this.sql.rows<PresenceRow>(BY_IDS, [userIds]);
  }

  private async snapshot(text: string, values: readonly unknown[] = []): Promise<Snapshot> {
    const rows = await this.sql.rows<{ at: Date; id: string | null; online: boolean }>(text, values);
    return { takenAt: rows[0]!.at, users: rows.flatMap(({ id, online }) => (id === null ? [] : [{ id, online }])) };
  }
}
