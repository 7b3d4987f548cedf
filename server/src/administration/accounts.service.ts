import { cleanHandle } from '@smart-hub/contract/handle';
import { nameFilter } from '@smart-hub/contract/name-search';
import { CredentialsService } from '../auth/credentials.service.js';
import type { Config } from '../platform/config/config.js';
import type { Sql } from '../platform/database/sql.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { storedEmail } from '../users/users.service.js';
import { toAccount, type Account } from './account.js';
import { AccountsStore, type AccountRow } from './accounts.store.js';
import { Refusal } from './refusal.js';

/** How many accounts are read at once. */
const PAGE = 500;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const HANDLE = /^\s*@[^\s@\0]+\s*$/;

/** Which accounts to list. */
export interface AccountFilter {
  readonly search?: string | undefined;
  readonly state?: Account['state'] | undefined;
}

/** What the operator does with accounts, erasing aside. Each act is in the security log. */
export class AccountsService {
  private constructor(
    private readonly store: AccountsStore,
    private readonly credentials: CredentialsService,
  ) {}

  static over(sql: Sql, config: Config): AccountsService {
    return new AccountsService(new AccountsStore(sql), CredentialsService.over(sql, config));
  }

  /** The accounts that a filter lets through, in the order of their ids. Reads a page at a time. */
  async *list({ search = '', state }: AccountFilter): AsyncGenerator<Account> {
    const matches = matcherOf(search);
    let after: string | null = null;
    for (;;) {
      const rows = await this.store.page(after, PAGE);
      for (const account of rows.map(toAccount))
        if ((state === undefined || account.state === state) && matches(account)) yield account;
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.id;
    }
  }

  /**
   * @param key an id, a whole e-mail address, or `@` and a whole handle
   * @throws Refusal when there is no such account
   */
  async find(key: string): Promise<Account> {
    const [row, kind] = await this.look(key);
    if (!row) throw new Refusal(`There is no account with this ${kind}.`);
    return toAccount(row);
  }

  private async look(key: string): Promise<[row: AccountRow | undefined, kind: string]> {
    if (ID.test(key)) return [await this.store.byId(key), 'id'];
    if (HANDLE.test(key)) return [await this.store.byHandle(cleanHandle(key)), 'handle'];
    return [await this.store.byEmail(storedEmail(key) ?? ''), 'e-mail address'];
  }

  /**
   * Ends the sessions of an account, and lets nobody log in to it. It is found by nobody, and its invitations admit nobody.
   *
   * @throws Refusal when it is erased
   */
  disable(key: string): Promise<Account> {
    return this.setDisabled(key, true);
  }

  /** Undoes {@link disable}. @throws Refusal when it is erased */
  enable(key: string): Promise<Account> {
    return this.setDisabled(key, false);
  }

  /**
   * Gives an account another password and ends its sessions.
   *
   * @param password undefined: a random one
   * @returns the password, if it was made here
   * @throws Refusal when the account is erased, or the password cannot be chosen
   */
  async resetPassword(key: string, password?: string): Promise<{ account: Account; generated: string | undefined }> {
    const account = await this.findUsable(key);
    const owner = { name: account.name, handle: account.handle, email: account.email ?? '' };
    const fault = password === undefined ? undefined : this.credentials.faultOf(password, owner);
    if (fault !== undefined) throw new Refusal(`The password ${fault}.`);
    const generated = password === undefined ? this.credentials.generate() : undefined;
    if (!(await this.credentials.reset(account.id, (password ?? generated)!))) throw erased();
    logSecurity('admin.password_reset', { userId: account.id });
    return { account, generated };
  }

  private async setDisabled(key: string, isDisabled: boolean): Promise<Account> {
    const { id } = await this.findUsable(key);
    await this.store.setDisabled(id, isDisabled);
    const account = await this.findUsable(id);
    logSecurity(isDisabled ? 'admin.user_disabled' : 'admin.user_enabled', { userId: id });
    return account;
  }

  private async findUsable(key: string): Promise<Account> {
    const account = await this.find(key);
    if (account.state === 'erasing' || account.state === 'erased') throw erased();
    return account;
  }
}

/** Whether something can name an account: an id, a whole e-mail address, or `@` and a handle. */
export function isAccountKey(key: string): boolean {
  return ID.test(key) || HANDLE.test(key) || /^[^\s@]+@[^\s@]+$/.test(key.trim());
}

function erased(): Refusal {
  return new Refusal('This account is erased, or being erased: that cannot be undone.');
}

/** By part of a name as people are found by it, part of an e-mail address or of a handle with its `@`, or an id. */
function matcherOf(search: string): (account: Account) => boolean {
  const isNamed = nameFilter(search);
  const part = search.trim().toLowerCase();
  return ({ id, name, handle, email }) =>
    isNamed(name) ||
    id === part ||
    (handle !== null && `@${handle}`.startsWith(part)) ||
    (email?.includes(part) ?? false);
}
