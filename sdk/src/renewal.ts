/// <reference lib="dom" />
import type { Login } from '@smart-hub/contract/auth';
import type { ProblemCode } from '@smart-hub/contract/problem';
import type { LoginStore, StoredLogin } from './logins.js';
import { HubError } from './hub-error.js';

/** The fraction of its lifetime after which an access token is renewed. */
const RENEW_AFTER = 0.8;
/**
 * How long a tab waits for the renewal of another one, in milliseconds. Then it renews too: the server returns both the
 * same login.
 */
const LOCK_TIMEOUT_MS = 10_000;
/** The assumed lifetime of a token without claims, in milliseconds. */
const DEFAULT_LIFETIME_MS = 3_600_000;
/** The problem codes of a final refusal: the user has to log in again. */
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
  /** Sends the request. @param refreshToken undefined if it is in the cookie */
  readonly request: (refreshToken: string | undefined) => Promise<Login>;
}

/** Renews a login, once for all tabs. */
export class Renewal {
  /** The code of the last final refusal. */
  refusal: ProblemCode | undefined;
  private pending: Promise<StoredLogin | undefined> | undefined;

  constructor(private readonly deps: Dependencies) {}

  /**
   * Renews the login of the user, or returns the one that another tab has renewed meanwhile.
   *
   * @returns undefined when the session has ended
   * @throws HubError when the request failed and may be retried
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
      // The cookie is that of another user if another user has logged in with this browser.
      if (login.user.id !== current.user.id) {
        this.refusal = 'auth.session_ended';
        return undefined;
      }
      // A user who has logged out meanwhile must stay logged out.
      if (logins.load()?.user.id === login.user.id) logins.save(login);
      return login;
    } catch (error) {
      if (!(error instanceof HubError && REFUSALS.has(error.code))) throw error;
      this.refusal = error.code;
      return undefined;
    }
  }
}

/** Adds the time of receipt to a login. */
export function withReceivedAt(login: Login): StoredLogin {
  return { ...login, receivedAt: Date.now() };
}

/**
 * Returns when a login is due for renewal, in milliseconds since 1970, by the client's clock: the server's clock may
 * differ.
 */
export function renewalTime(login: StoredLogin): number {
  const { receivedAt = 0 } = login as Partial<StoredLogin>;
  // A time of receipt in the future means that the clock was set back: renew at once.
  return receivedAt > Date.now() ? 0 : receivedAt + lifetimeOf(login) * RENEW_AFTER;
}

/** Whether the access token of a login has not expired by the client's clock. */
export function isTokenValid(login: StoredLogin): boolean {
  return Date.now() < login.receivedAt + lifetimeOf(login);
}

/**
 * Returns the lifetime of a token from its claims, in milliseconds; a second less, because they are rounded to whole
 * seconds.
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
 * Runs work under a lock of all tabs. Runs it without the lock where the browser has none (a page without TLS) or
 * refuses it, or another tab holds it for too long.
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
