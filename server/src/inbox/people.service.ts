import { Injectable } from '@nestjs/common';
import { cleanHandle, faultOfHandle, isHandlePrefix } from '@smart-hub/contract/handle';
import { nameSearch } from '@smart-hub/contract/name-search';
import type { PeopleQuery, Person } from '@smart-hub/contract/users';
import type { Actor } from '../platform/http/identity.js';
import { Page } from '../platform/http/page.js';
import { normalizeEmail } from '../users/users.service.js';
import { toPerson } from '../users/user.mapper.js';
import { EmailLookupLimiter } from './email-lookup-limiter.js';
import { PeopleStore, type PeopleScope, type PersonRow } from './people.store.js';

/**
 * Matches a query that is looked up as a whole e-mail address. It also matches addresses that earlier releases
 * registered and this release would not.
 */
const WHOLE_ADDRESS = /^[^\s@]+@[^\s@]+[.\u3002\uFF0E\uFF61][^\s@]+$/;

/**
 * Finds people to write to.
 *
 * Invariants: no user is found by a part of an e-mail address. A user who is not listed is not found by name or handle.
 * No user finds themselves. A handle is as public as a name, so looking one up does not count as an e-mail lookup.
 */
@Injectable()
export class PeopleService {
  constructor(
    private readonly store: PeopleStore,
    private readonly lookupLimiter: EmailLookupLimiter,
  ) {}

  /**
   * Returns a page of people for a query: an e-mail address, `@` and a handle, a part of a name, or nothing.
   *
   * @throws ProblemError `rate.email_lookups`
   */
  async find(actor: Actor, { q = '', everyone, after, limit }: PeopleQuery): Promise<Page<Person>> {
    const email = WHOLE_ADDRESS.test(q.trim()) ? normalizeEmail(q) : undefined;
    const scope = { userId: actor.id, everyone, after: after ?? null };
    if (email !== undefined) {
      await this.lookupLimiter.consume(actor);
      return toPage(await this.store.byEmail(scope, email), limit);
    }
    const handle = parseHandle(q);
    if (handle !== undefined) return toPage(await this.store.byHandle(scope, handle), limit);
    // Reads one row more than the limit, to learn whether there is a next page.
    const rows = q === '' ? this.store.page(scope, limit + 1) : this.byName(scope, q, limit + 1);
    return toPage(await rows, limit);
  }

  private byName(scope: PeopleScope, q: string, limit: number): Promise<PersonRow[]> {
    const prefix = q.toLowerCase();
    return this.store.byName(scope, nameSearch(q), limit, isHandlePrefix(prefix) ? prefix : undefined);
  }
}

/** Returns the handle of a query that is `@` and a valid, whole handle; otherwise undefined. */
function parseHandle(q: string): string | undefined {
  const handle = cleanHandle(q);
  return q.startsWith('@') && faultOfHandle(handle) === undefined ? handle : undefined;
}

function toPage(rows: PersonRow[], limit: number): Page<Person> {
  const people = rows.slice(0, limit).map((row) => toPerson({ ...row, erasedAt: null }));
  return new Page(people, rows.length > limit ? { next: { after: people.at(-1)!.id } } : {});
}
