import { cleanHandle } from '@smart-hub/contract/handle';
import { nameFilter } from '@smart-hub/contract/name-search';
import { CredentialsService } from '../auth/credentials.service.js';
import type { Config } from '../platform/config/config.js';
import type { Sql } from '../platform/database/sql.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { normalizeEmail } from '../users/users.service.js';
import { toAccount, type Account } from './account.js';
import { AccountsStore, type AccountRow } from './accounts.store.js';
import { CommandError } from './command-error.js';

/** How many accounts one query reads. */
const PAGE_SIZE = 500;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const HANDLE = /^\s*@[^\s@\0]+\s*$/;

/** Which accounts to list. */
export interface AccountFilter {
  readonly search?: string | undefined;
  readonly state?: Account['state'] | undefined;
}

/** The operator's actions on accounts, except erasure. Every change is recorded in the security log. */
export class AccountsService {
  private constructor(
    private readonly store: AccountsStore,
    private readonly credentials: CredentialsService,
  ) {}

  static forCommand(sql: Sql, config: Config): AccountsService {
    return new AccountsService(new AccountsStore(sql), CredentialsService.forCommand(sql, config));
  }

  /** Yields the accounts that match a filter, in the order of their ids. Reads one page at a time. */
  async *list({ search = '', state }: AccountFilter): AsyncGenerator<Account> {
    const matches = searchMatcher(search);
    let after: string | null = null;
    for (;;) {
      const rows = await this.store.page(after, PAGE_SIZE);
      for (const account of rows.map(toAccount))
        if ((state === undefined || account.state === state) && matches(account)) yield account;
      if (rows.length < PAGE_SIZE) return;
      after = rows.at(-1)!.id;
    }
  }

  /**
   * Finds an account.
   *
   * @param key an id, a whole e-mail address, or `@` and a whole handle
   * @throws CommandError if there is no such account
   */
  async find(key: string): Promise<Account> {
    const [row, kind] = await this.lookUp(key);
    if (!row) throw new CommandError(`There is no account with this ${kind}.`);
    return toAccount(row);
  }

  private async lookUp(key: string): Promise<[row: AccountRow | undefined, kind: string]> {
    if (ID.test(key)) return [await this.store.byId(key), 'id'];
    if (HANDLE.test(key)) return [await this.store.byHandle(cleanHandle(key)), 'handle'];
    return [await this.store.byEmail(normalizeEmail(key) ?? ''), 'e-mail address'];
  }

  /**
   * Disables an account: ends its sessions and refuses logins. Searches do not find the account, and its invitations
   * are refused.
   *
   * @throws CommandError if the account is erased
   */
  disable(key: string): Promise<Account> {
    return this.setDisabled(key, true);
  }

  /** Enables a disabled account. Its ended sessions stay ended. @throws CommandError if the account is erased */
  enable(key: string): Promise<Account> {
    return this.setDisabled(key, false);
  }

  /**
   * Replaces the password of an account and ends its sessions.
   *
   * @param password the new password; undefined generates a random one
   * @returns the account, and the password if it was generated
   * @throws CommandError if the account is erased, or the password is not allowed
   */
  async resetPassword(key: string, password?: string): Promise<{ account: Account; generated: string | undefined }> {
    const account = await this.requireNotErased(key);
    const owner = { name: account.name, handle: account.handle, email: account.email ?? '' };
    const fault = password === undefined ? undefined : this.credentials.faultOf(password, owner);
    if (fault !== undefined) throw new CommandError(`The password ${fault}.`);
    const generated = password === undefined ? this.credentials.generatePassword() : undefined;
    if (!(await this.credentials.resetPassword(account.id, (password ?? generated)!))) throw accountErased();
    logSecurity('admin.password_reset', { userId: account.id });
    return { account, generated };
  }

  private async setDisabled(key: string, isDisabled: boolean): Promise<Account> {
    const { id } = await this.requireNotErased(key);
    await this.store.setDisabled(id, isDisabled);
    const account = await this.requireNotErased(id);
    logSecurity(isDisabled ? 'admin.user_disabled' : 'admin.user_enabled', { userId: id });
    return account;
  }

  private async requireNotErased(key: string): Promise<Account> {
    const account = await this.find(key);
    if (account.state === 'erasing' || account.state === 'erased') throw accountErased();
    return account;
  }
}

/** Returns whether a text has the form of an id, a whole e-mail address, or `@` and a handle. */
export function isAccountKey(key: string): boolean {
  return ID.test(key) || HANDLE.test(key) || /^[^\s@]+@[^\s@]+$/.test(key.trim());
}

function accountErased(): CommandError {
  return new CommandError('This account is erased, or its erasure has begun: that cannot be undone.');
}

/**
 * Returns a function that returns whether an account matches a search text: a part of a name, compared as in the search
 * for people; a part of an e-mail address; the beginning of an `@handle`; or an id.
 */
function searchMatcher(search: string): (account: Account) => boolean {
  const isNamed = nameFilter(search);
  const part = search.trim().toLowerCase();
  return ({ id, name, handle, email }) =>
    isNamed(name) ||
    id === part ||
    (handle !== null && `@${handle}`.startsWith(part)) ||
    (email?.includes(part) ?? false);
}
