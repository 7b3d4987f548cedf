/// <reference lib="dom" />
import type { Login } from '@smart-hub/contract/auth';
import type { ProblemCode } from '@smart-hub/contract/problem';
import type { LoginStore, StoredLogin } from './logins.js';
import { HubError } from './problem-error.js';

/** After which share of its lifetime an access token is renewed. */
const RENEWED_AFTER = 0.8;
/** How long a tab waits for the renewal of another one, in milliseconds. Without it the server answers both with the same login. */
const LOCK_PATIENCE_MS = 10_000;
/** What is assumed of a token that does not say. In milliseconds. */
const USUAL_LIFETIME_MS = 3_600_000;
/** The codes of problems with which a renewal is refused for good. */
const REFUSALS: ReadonlySet<ProblemCode> = new Set([
  'auth.session_ended',
  'auth.token_expired',
  'auth.token_missing',
  'auth.origin_refused',
]);

interface Ports {
  /** Names the lock of all tabs. */
  readonly name: string;
  readonly logins: LoginStore;
  /** Asks the server. @param refreshToken undefined: it is in the cookie */
  readonly request: (refreshToken: string | undefined) => Promise<Login>;
}

/** Renews a login, once for all tabs. */
export class Renewal {
  /** Why the last renewal was refused for good. */
  refusal: ProblemCode | undefined;
  private pending: Promise<StoredLogin | undefined> | undefined;

  constructor(private readonly ports: Ports) {}

  /**
   * A login of the same user that was renewed: by this tab, or by another one meanwhile.
   *
   * @returns undefined when the session has ended
   * @throws HubError when the server could not be asked now
   */
  renew(current: StoredLogin): Promise<StoredLogin | undefined> {
    this.pending ??= exclusively(this.ports.name, () => this.renewNow(current)).finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async renewNow(current: StoredLogin): Promise<StoredLogin | undefined> {
    const { logins, request } = this.ports;
    const stored = logins.load();
    const isOwn = stored?.user.id === current.user.id;
    if (isOwn && stored.access_token !== current.access_token && Date.now() < renewalTime(stored)) return stored;
    try {
      const login = received(await request(isOwn ? stored.refresh_token : current.refresh_token));
      // Somebody else may have logged in with this browser, whose cookie it is then.
      if (login.user.id !== current.user.id) {
        this.refusal = 'auth.session_ended';
        return undefined;
      }
      // Who has logged out meanwhile stays logged out.
      if (logins.load()?.user.id === login.user.id) logins.save(login);
      return login;
    } catch (error) {
      if (!(error instanceof HubError && REFUSALS.has(error.code))) throw error;
      this.refusal = error.code;
      return undefined;
    }
  }
}

/** A login as it is kept. */
export function received(login: Login): StoredLogin {
  return { ...login, receivedAt: Date.now() };
}

/** When a login is to be renewed, by the clock of the client, in milliseconds since 1970. The clock of the server may differ. */
export function renewalTime(login: StoredLogin): number {
  const { receivedAt = 0 } = login as Partial<StoredLogin>;
  // Somebody has set the clock back.
  return receivedAt > Date.now() ? 0 : receivedAt + lifetimeOf(login) * RENEWED_AFTER;
}

/** Whether its access token can still be used, as far as that is known here. */
export function isCurrent(login: StoredLogin): boolean {
  return Date.now() < login.receivedAt + lifetimeOf(login);
}

/** In milliseconds, from the claims of the token; these are whole seconds, of which up to one had passed already. */
function lifetimeOf({ access_token: token }: Login): number {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const { iat, exp } = JSON.parse(atob(payload)) as { iat: number; exp: number };
    return Number.isFinite(exp - iat) ? (exp - iat - 1) * 1000 : USUAL_LIFETIME_MS;
  } catch {
    return USUAL_LIFETIME_MS;
  }
}

/** Runs work while no other tab does; at once where the browser has no locks (a page without TLS) or refuses them, or another tab takes too long. */
async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  let isHeld = false;
  const held = () => {
    isHeld = true;
    return work();
  };
  try {
    const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
    if (!locks) return await held();
    return (await locks.request(name, { signal: AbortSignal.timeout(LOCK_PATIENCE_MS) }, held)) as T;
  } catch (error) {
    if (isHeld) throw error;
    return work();
  }
}
