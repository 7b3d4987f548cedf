import { Injectable } from '@nestjs/common';
import { Sql } from '../platform/database/sql.js';
import { shownOnline } from '../users/user.mapper.js';

/** A user as others are shown them: who hides their presence is offline, and was never seen. */
export interface PresenceRow {
  readonly id: string;
  readonly online: boolean;
  readonly last_seen_at: Date | null;
  readonly hides_presence: boolean;
}

/** What was found, and when, by the database's clock: to go on from there. */
export interface Look {
  readonly at: Date;
  readonly users: readonly Pick<PresenceRow, 'id' | 'online'>[];
}

/** How much is looked at again, in seconds: longer than any transaction may take from its writing to its commit. */
const OVERLAP = 30;

/** One row at least, for the time. */
const look = (condition: string) =>
  `select now() as at, u.id, ${shownOnline('u')} as online from (values (1)) as one left join users u on ${condition}`;

const OF = `
  select id, ${shownOnline('users')} as online, hides_presence, case when not hides_presence then last_seen_at end as last_seen_at
    from users where id = any ($1::uuid[])`;

@Injectable()
export class PresenceStore {
  constructor(private readonly sql: Sql) {}

  /** Everybody who is shown online. */
  online(): Promise<Look> {
    return this.look(look(shownOnline('u')));
  }

  /**
   * Everybody who came or went since, or began or ceased to hide it, and some of those who did before; and those of some who were online whose account was
   * deleted or erased.
   */
  changedSince({ at }: Look, online: readonly string[]): Promise<Look> {
    // The clock of another database may be behind.
    const changed = look(`u.last_seen_at > least($1::timestamptz, now()) - interval '${OVERLAP} seconds'`);
    const deleted = `select now(), asked.id, false from unnest($2::uuid[]) as asked (id)
       where not exists (select from users u where u.id = asked.id and u.erased_at is null)`;
    return this.look(`${changed} union all ${deleted}`, [at, online]);
  }

  /** These users, whatever they are. */
  of(userIds: readonly string[]): Promise<PresenceRow[]> {
    return this.sql.rows<PresenceRow>(OF, [userIds]);
  }

  private async look(text: string, values: readonly unknown[] = []): Promise<Look> {
    const rows = await this.sql.rows<{ at: Date; id: string | null; online: boolean }>(text, values);
    return { at: rows[0]!.at, users: rows.flatMap(({ id, online }) => (id === null ? [] : [{ id, online }])) };
  }
}
