import { Injectable } from '@nestjs/common';
import { nameSearch } from '@smart-hub/contract/name-search';
import { Email, type PeopleQuery, type Person } from '@smart-hub/contract/users';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { toPerson } from '../users/user.mapper.js';
import { EmailLookups } from './email-lookups.js';
import { PeopleStore, type PersonRow } from './people.store.js';

/**
 * Finds people to write to.
 *
 * Invariants: nobody is found by a part of an e-mail address; nobody finds themselves.
 */
@Injectable()
export class PeopleService {
  constructor(
    private readonly store: PeopleStore,
    private readonly lookups: EmailLookups,
  ) {}

  /** @throws ProblemError `rate.email_lookups` */
  async find(actor: Actor, { q = '', everyone, after, limit }: PeopleQuery): Promise<Page<Person>> {
    const email = Email.safeParse(q);
    const place = { userId: actor.id, everyone, after: after ?? null };
    if (email.success) {
      await this.lookups.count(actor);
      return pageOf(await this.store.byEmail(place, email.data), limit);
    }
    // One more than is asked for says whether there are more.
    const rows = q === '' ? this.store.all(place, limit + 1) : this.store.byName(place, nameSearch(q), limit + 1);
    return pageOf(await rows, limit);
  }
}

function pageOf(rows: PersonRow[], limit: number): Page<Person> {
  const people = rows.slice(0, limit).map(toPerson);
  return new Page(people, rows.length > limit ? { next: { after: people.at(-1)!.id } } : {});
}
