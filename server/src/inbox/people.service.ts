import { Injectable } from '@nestjs/common';
import { cleanHandle, faultOfHandle, isHandlePrefix } from '@smart-hub/contract/handle';
import { nameSearch } from '@smart-hub/contract/name-search';
import type { PeopleQuery, Person } from '@smart-hub/contract/users';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { storedEmail } from '../users/users.service.js';
import { toPerson } from '../users/user.mapper.js';
import { EmailLookups } from './email-lookups.js';
import { PeopleStore, type PeoplePlace, type PersonRow } from './people.store.js';

/** What is searched for as a whole address; it may be none that could be registered today. */
const ADDRESS = /^[^\s@]+@[^\s@]+[.\u3002\uFF0E\uFF61][^\s@]+$/;

/**
 * Finds people to write to.
 *
 * Invariants: nobody is found by a part of an e-mail address, nor by name or handle who is not listed; nobody finds themselves.
 * A handle is public, as a name is: to look one up takes nothing of the budget of addresses.
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
    const handle = handleIn(q);
    if (handle !== undefined) return pageOf(await this.store.byHandle(place, handle), limit);
    // One more than is asked for says whether there are more.
    const rows = q === '' ? this.store.all(place, limit + 1) : this.byName(place, q, limit + 1);
    return pageOf(await rows, limit);
  }

  private byName(place: PeoplePlace, q: string, limit: number): Promise<PersonRow[]> {
    const prefix = q.toLowerCase();
    return this.store.byName(place, nameSearch(q), limit, isHandlePrefix(prefix) ? prefix : undefined);
  }
}

/** The handle that is searched for: `@` and a whole one. */
function handleIn(q: string): string | undefined {
  const handle = cleanHandle(q);
  return q.startsWith('@') && faultOfHandle(handle) === undefined ? handle : undefined;
}

function pageOf(rows: PersonRow[], limit: number): Page<Person> {
  const people = rows.slice(0, limit).map((row) => toPerson({ ...row, erasedAt: null }));
  return new Page(people, rows.length > limit ? { next: { after: people.at(-1)!.id } } : {});
}
