import { Injectable } from '@nestjs/common';
import { nameSearch } from '@smart-hub/contract/name-search';
import type { PeopleQuery, Person } from '@smart-hub/contract/users';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { storedEmail } from '../users/users.service.js';
import { toPerson } from '../users/user.mapper.js';
import { EmailLookups } from './email-lookups.js';
import { PeopleStore, type PersonRow } from './people.store.js';

/** What is searched for as a whole address; it may be none that could be registered today. */
const ADDRESS = /^[^\s@]+@[^\s@]+[.\u3002\uFF0E\uFF61][^\s@]+$/;

/**
 * Finds people to write to.
 *
 * Invariants: nobody is found by a part of an e-mail address, nor by name who is not listed; nobody finds themselves.
 */
@Injectable()
export class PeopleService {
  constructor(
    private readonly store: PeopleStore,
    private readonly lookups: EmailLookups,
  ) {}

  /** @throws ProblemError `rate.email_lookups` */
  async find(actor: Actor, { q = '', everyone, after, limit }: PeopleQuery): Promise<Page<Person>> {
    const email = ADDRESS.test(q.trim()) ? storedEmail(q) : undefined;
    const place = { userId: actor.id, everyone, after: after ?? null };
    if (email !== undefined) {
      await this.lookups.count(actor);
      return pageOf(await this.store.byEmail(place, email), limit);
    }
    // One more than is asked for says whether there are more.
    const rows = q === '' ? this.store.all(place, limit + 1) : this.store.byName(place, nameSearch(q), limit + 1);
    return pageOf(await rows, limit);
  }
}

function pageOf(rows: PersonRow[], limit: number): Page<Person> {
  const people = rows.slice(0, limit).map((row) => toPerson({ ...row, erasedAt: null }));
  return new Page(people, rows.length > limit ? { next: { after: people.at(-1)!.id } } : {});
}
