/// <reference lib="dom" />
import type { Login } from '@smart-hub/contract/auth';
import type { ProblemCode } from '@smart-hub/contract/problem';
import type { LoginStore, StoredLogin } from './logins.js';
import { HubError } from './hub-error.js';

/** An access token is renewed after this fraction of its lifetime. */
const RENEW_AFTER = 0.8;
/**
 * How long a tab waits while another tab renews the login, in milliseconds. After that it sends a request of its own:
 * the server returns the same login to both.
 */
const LOCK_TIMEOUT_MS = 10_000;
/** The assumed lifetime of a token without claims, in milliseconds. */
const DEFAULT_LIFETIME_MS = 3_600_000;
/** The problem codes after which a renewal is not retried, because the user has to log in again. */
const REFUSALS: ReadonlySet<ProblemCode> = new Set([
  'auth.session_ended',
  'auth.token_expired',
  'auth.token_missing',
  'auth.origin_refused',
]);

interface Dependencies {
  /** The name of the lock that all tabs share. */
  readonly name: string;
  readonly logins: LoginStore;
  /** Sends the renewal request. @param refreshToken undefined if the refresh token is in the cookie */
  readonly request: (refreshToken: string | undefined) => Promise<Login>;
}

/** Renews the login (its access token and its refresh token), once for all tabs. */
export class Renewal {
  /** The problem code because of which the user has to log in again; undefined while no renewal was refused. */
  refusal: ProblemCode | undefined;
  private pending: Promise<StoredLogin | undefined> | undefined;

  constructor(private readonly deps: Dependencies) {}

  /**
   * Renews the login; if another tab has renewed it meanwhile, returns that login.
   *
   * @returns undefined when the session has ended
   * @throws HubError when the request failed; the caller can retry it
   */
  renew(current: StoredLogin): Promise<StoredLogin | undefined> {
    this.pending ??= withTabLock(this.deps.name, () => this.renewNow(current)).finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async renewNow(current: StoredLogin): Promise<StoredLogin | undefined> {
    const { logins, request } = this.deps;
    const stored = logins.load();
    const isOwn = stored?.user.id === current.user.id;
    if (isOwn && stored.access_token !== current.access_token && Date.now() < renewalTime(stored)) return stored;
    try {
      const login = withReceivedAt(await request(isOwn ? stored.refresh_token : current.refresh_token));
      // If another user has logged in with this browser meanwhile, the cookie and the renewed login are theirs.
      if (login.user.id !== current.user.id) {
        this.refusal = 'auth.session_ended';
        return undefined;
      }
      // Not if the user has logged out during the request: the user must remain logged out.
      if (logins.load()?.user.id === login.user.id) logins.save(login);
      return login;
    } catch (error) {
      if (!(error instanceof HubError && REFUSALS.has(error.code))) throw error;
      this.refusal = error.code;
      return undefined;
    }
  }
}

/** Adds the present time as `receivedAt` to a login that has just arrived. */
export function withReceivedAt(login: Login): StoredLogin {
  return { ...login, receivedAt: Date.now() };
}

/**
 * Returns when a login has to be renewed, in milliseconds since 1970, by the client's clock, because the server's clock
 * may differ.
 */
export function renewalTime(login: StoredLogin): number {
  const { receivedAt = 0 } = login as Partial<StoredLogin>;
  // If `receivedAt` is in the future, the clock was set back: renew at once.
  return receivedAt > Date.now() ? 0 : receivedAt + lifetimeOf(login) * RENEW_AFTER;
}

/** Whether the access token of a login is still valid, by the client's clock. */
export function isTokenValid(login: StoredLogin): boolean {
  return Date.now() < login.receivedAt + lifetimeOf(login);
}

/**
 * Returns the lifetime of an access token, in milliseconds: the difference of the claims `exp` and `iat`, less a
 * second, because both are rounded to whole seconds.
 */
function lifetimeOf({ access_token: token }: Login): number {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const { iat, exp } = JSON.parse(atob(payload)) as { iat: number; exp: number };
    return Number.isFinite(exp - iat) ? (exp - iat - 1) * 1000 : DEFAULT_LIFETIME_MS;
  } catch {
    return DEFAULT_LIFETIME_MS;
  }
}

/**
 * Runs work under a lock that all tabs share. Runs it without the lock if the browser has no locks (on a page without
 * TLS) or refuses them, and if another tab keeps the lock for more than {@link LOCK_TIMEOUT_MS}.
 */
async function withTabLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  let hasStarted = false;
  const start = () => {
    hasStarted = true;
    return work();
  };
  try {
    const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
    if (!locks) return await start();
    return (await locks.request(name, { signal: AbortSignal.timeout(LOCK_TIMEOUT_MS) }, start)) as T;
  } catch (error) {
    if (hasStarted) throw error;
    return work();
  }
}
