import type {
  authRoutes,
  Credentials,
  HeldRefreshToken,
  Login,
  PasswordChange,
  Registration,
} from '@smart-hub/contract/auth';
import type { ProblemCode } from '@smart-hub/contract/problem';
import type { Route, RouteInput, RouteOutput } from '@smart-hub/contract/route';
import type { Privacy, PrivacyChange, Profile, ProfileChange, usersRoutes } from '@smart-hub/contract/users';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { isProblem } from './answers.js';
import { isToken, memoryLogins, type LoginStore, type StoredLogin } from './logins.js';
import { incompatible, localProblem, misuse, unreachable } from './local-problem.js';
import { HubError } from './problem-error.js';
import { isCurrent, received, Renewal, renewalTime } from './renewal.js';
import { addressOf } from './route-address.js';
import { HubSocket } from './socket.js';

interface ClientOptions {
  /** Where the server is, e.g. `http://localhost:3000`. */
  readonly url: string;
  /** A token from an earlier login. */
  readonly token?: string | null | undefined;
  /**
   * Where refresh tokens go, with which logins last: `cookie` in a page of the server, `body` elsewhere. Without it a login ends with its
   * access token.
   */
  readonly refresh?: 'cookie' | 'body' | undefined;
  /** Where logins are kept, with their refresh tokens; in memory unless given. What it has is taken up. */
  readonly logins?: LoginStore | undefined;
}

interface Input {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, string | number | boolean | undefined>;
  readonly body?: unknown;
}

/** Where the refresh token of a login is to go. */
type RefreshIn = Pick<Credentials, 'refresh'>;

/** A page of a list. */
export interface ListPage<R extends Route> {
  readonly items: RouteOutput<R>;
  /** The query of the next page. */
  readonly next?: Readonly<Record<string, string>>;
}

const registration = addressOf<typeof authRoutes.register>('POST', '/auth/register');
const loggingIn = addressOf<typeof authRoutes.login>('POST', '/auth/login');
const renewing = addressOf<typeof authRoutes.refresh>('POST', '/auth/refresh');
const loggingOut = addressOf<typeof authRoutes.logout>('POST', '/auth/logout');
const passwordChange = addressOf<typeof authRoutes.changePassword>('POST', '/auth/password');
const profileChange = addressOf<typeof usersRoutes.changeProfile>('PATCH', '/users/profile');
const ownPrivacy = addressOf<typeof usersRoutes.privacy>('GET', '/users/privacy');
const privacyChange = addressOf<typeof usersRoutes.changePrivacy>('PATCH', '/users/privacy');

/** What is asked with the token as it is: a renewal would wait for itself, and the others need none. */
const WITHOUT_RENEWAL = new Set(['/auth/refresh', '/auth/login', '/auth/register', '/auth/logout']);

/** How long a renewal may take, in milliseconds. */
const RENEWAL_TIMEOUT_MS = 20_000;

/**
 * A client of one server, acting as one user once it has a token. With `refresh` it renews the token before it ends, once for all tabs.
 */
export class HubClient {
  private readonly url: string;
  private token: string | undefined;
  private current: StoredLogin | undefined;
  private readonly refreshIn: 'cookie' | 'body' | undefined;
  private readonly logins: LoginStore;
  private readonly renewal: Renewal;
  private readonly listeners = new Set<() => void>();

  /** @throws HubError `request.invalid` when the address or the token can be none */
  constructor(options: ClientOptions) {
    const { url, token, refresh, logins = memoryLogins() } = (options ?? {}) as Partial<ClientOptions>;
    this.url = addressIn(url);
    this.refreshIn = refresh;
    this.logins = logins;
    this.renewal = new Renewal({
      name: `hub-refresh ${this.url}`,
      logins,
      request: (refreshToken) => this.requestRenewal(refreshToken),
    });
    const stored = logins.load();
    if (token !== undefined && token !== null) this.token = tokenIn(token);
    else if (stored) this.adopt(stored);
    logins.watch((login) => this.follow(login));
  }

  /** Makes an account and acts as it from now on. */
  async register(person: Registration): Promise<Login> {
    return this.logIn((refresh) => this.call(registration, { body: { ...person, ...refresh } }));
  }

  /** Acts as an account from now on. */
  async login(credentials: Credentials): Promise<Login> {
    return this.logIn((refresh) => this.call(loggingIn, { body: { ...credentials, ...refresh } }));
  }

  /**
   * Ends the session, and acts as nobody from now on.
   *
   * @throws HubError as {@link call}; then nothing has changed
   */
  async logout(): Promise<void> {
    await this.call(loggingOut, holding(this.current?.refresh_token), AbortSignal.timeout(RENEWAL_TIMEOUT_MS));
    this.forget();
  }

  /** Acts as nobody from now on, without asking the server: the session goes on there. */
  forget(): void {
    this.current = undefined;
    this.token = undefined;
    this.logins.save(undefined);
  }

  /** Changes the password. All other sessions of the user end. @throws HubError as {@link call} */
  async changePassword(change: PasswordChange): Promise<Login> {
    const login = await this.call(passwordChange, { body: change });
    const { refresh_token: kept } = this.current ?? {};
    return this.enter(kept === undefined ? login : { refresh_token: kept, ...login });
  }

  /** The token that the client acts with now. */
  get accessToken(): string | undefined {
    return this.token;
  }

  /** Whether the login lasts beyond its access token. */
  get canRenew(): boolean {
    return this.current !== undefined && this.refreshIn !== undefined;
  }

  /** Why the last renewal was refused for good: `auth.session_ended` when somebody ended the session, others when it expired. */
  get renewalRefusal(): ProblemCode | undefined {
    return this.renewal.refusal;
  }

  /** When the token is to be renewed, in milliseconds since 1970; undefined for one that is not. */
  get renewAt(): number | undefined {
    return this.current && this.canRenew ? renewalTime(this.current) : undefined;
  }

  /**
   * Renews the token, or takes over one that another tab has renewed.
   *
   * @returns the token; undefined when the session has ended: then somebody has to log in
   * @throws HubError when the server could not be asked now
   */
  async renew(): Promise<string | undefined> {
    if (!this.current || !this.canRenew) return undefined;
    const login = await this.renewal.renew(this.current);
    if (!login) return undefined;
    this.adopt(login);
    return login.access_token;
  }

  /** Calls the listener whenever the token has been replaced. Returns what stops it. */
  onToken(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Changes this user's name, handle or colour; what is left out stays as it is, and null gives up a handle or a colour.
   *
   * @throws HubError `user.handle_taken` when somebody else has the handle; and as {@link call}
   */
  changeProfile(change: ProfileChange, signal?: AbortSignal): Promise<Profile> {
    return this.call(profileChange, { body: change }, signal);
  }

  /** What this user shows of themselves. @throws HubError as {@link call} */
  privacy(signal?: AbortSignal): Promise<Privacy> {
    return this.call(ownPrivacy, {}, signal);
  }

  /** Changes it; what is left out stays as it is. @throws HubError as {@link call} */
  changePrivacy(change: PrivacyChange, signal?: AbortSignal): Promise<Privacy> {
    return this.call(privacyChange, { body: change }, signal);
  }

  /** Acts with another token from now on. @throws HubError `request.invalid` when it can be none */
  useToken(token: string): void {
    const next = tokenIn(token);
    if (next === this.token) return;
    this.current = undefined;
    this.replaceToken(next);
  }

  /**
   * Calls a route of the contract.
   *
   * @throws HubError with the problem that the server answered; `server.unreachable` where it was not reached, with the error of
   *   `fetch` as its cause; `request.aborted` after the signal; `request.invalid` when the input makes no request
   */
  async call<R extends Route>(route: R, input: RouteInput<R>, signal?: AbortSignal): Promise<RouteOutput<R>> {
    return (await this.page(route, input, signal)).items;
  }

  /**
   * The same for a page of a list, with the query that the next page takes; without one on the last.
   *
   * @throws HubError as {@link call}
   */
  async page<R extends Route>(route: R, input: RouteInput<R>, signal?: AbortSignal): Promise<ListPage<R>> {
    const response = await this.request(route, input as Input, signal);
    const { status, ok } = response;
    const stranger = `The server was not reached: something before it answered with status ${status}`;
    // A balancer without a node behind it answers in HTML.
    if (!response.headers.get('content-type')?.includes('json')) throw unreachable(`${stranger}.`);
    const answer: unknown = await response.json().catch((error: unknown) => {
      throw signal?.aborted
        ? aborted(error)
        : unreachable(`The answer, of status ${status}, did not come whole.`, error);
    });
    if (!ok) throw isProblem(answer) ? new HubError(answer) : unreachable(`${stranger}.`);
    const next = /<([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    return {
      items: answer as RouteOutput<R>,
      ...(next !== undefined && { next: Object.fromEntries(new URL(next, this.url).searchParams) }),
    };
  }

  /** The same with the whole response, whatever its status: its headers carry the paging. */
  async request(route: Route, input: Input, signal?: AbortSignal): Promise<Response> {
    const token = WITHOUT_RENEWAL.has(route?.path) ? this.token : await this.freshToken();
    const { url, init } = this.prepare(route, input ?? {}, token);
    return fetch(url, { ...init, ...(signal && { signal }) }).catch((error: unknown) => {
      throw signal?.aborted ? aborted(error) : unreachable(`${this.url} was not reached${reasonIn(error)}.`, error);
    });
  }

  /** Opens the socket. It comes back by itself when the connection is lost, with the token that is current then. */
  connect(options?: Partial<ManagerOptions & SocketOptions>): HubSocket {
    return new HubSocket(this.url, () => this.freshToken(), options);
  }

  /** The token, renewed if it is time. What cannot be renewed now is used as long as the server takes it. */
  private async freshToken(): Promise<string | undefined> {
    const { renewAt, current: login } = this;
    if (!login || renewAt === undefined || Date.now() < renewAt) return this.token;
    const renewing = this.renew().catch(() => undefined);
    // While the token is valid nobody waits.
    if (!isCurrent(login)) await renewing;
    return this.token;
  }

  private requestRenewal(refreshToken: string | undefined): Promise<Login> {
    return this.call(renewing, holding(refreshToken), AbortSignal.timeout(RENEWAL_TIMEOUT_MS));
  }

  /** @param ask sends the login, with where its refresh token is to go */
  private async logIn(ask: (refresh: RefreshIn) => Promise<Login>): Promise<Login> {
    if (this.refreshIn === undefined) return this.enter(await ask({}));
    return this.enter(await ask({ refresh: this.refreshIn }).catch(withoutRefresh(() => ask({}))));
  }

  /** Follows another tab: one that has renewed the token, or logged in again, or out. */
  private follow(login: StoredLogin | undefined): void {
    if (!this.current) return;
    if (login?.user.id === this.current.user.id) this.adopt(login);
    else if (!login) this.current = this.token = undefined;
  }

  private adopt(login: StoredLogin): void {
    this.current = login;
    if (login.access_token !== this.token) this.replaceToken(tokenIn(login.access_token));
  }

  private replaceToken(token: string): void {
    this.token = token;
    for (const listener of this.listeners) listener();
  }

  private prepare(route: Route, { params = {}, query = {}, body }: Input, token: string | undefined) {
    if (typeof route?.path !== 'string') throw misuse('A route of the contract is needed, or addressOf(method, path).');
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = params[name];
      if (typeof value !== 'string' || !value.isWellFormed())
        throw misuse(`The route needs params.${name}, as a text.`);
      return encodeURIComponent(value);
    });
    const url = new URL(`${this.url}/api${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const init: RequestInit = {
      method: route.method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: jsonOf(body) }),
    };
    return { url, init };
  }

  private enter(login: Login): Login {
    if (typeof login?.access_token !== 'string' || typeof login.user?.id !== 'string')
      throw incompatible('The answer to logging in');
    const stored = received(login);
    this.adopt(stored);
    this.logins.save(stored);
    return login;
  }
}

/** The input of a route that takes a refresh token; without one it is in the cookie. */
function holding(refreshToken: string | undefined): { body: HeldRefreshToken } {
  return { body: refreshToken === undefined ? {} : { refresh_token: refreshToken } };
}

/** A server of an older release takes no `refresh`: asked without, its login ends with the access token. */
function withoutRefresh(ask: () => Promise<Login>): (error: unknown) => Promise<Login> {
  return (error) => {
    const errors = error instanceof HubError ? error.problem.errors : undefined;
    if (!errors?.some(({ field }) => field === 'refresh')) throw error;
    return ask();
  };
}

function addressIn(url: unknown): string {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw misuse('HubClient needs { url }: where the server is, such as http://localhost:3000.');
  return url.replace(/\/+$/, '');
}

/** What cannot stand in a header would fail in words about headers. */
function tokenIn(token: unknown): string {
  if (isToken(token)) return token;
  throw misuse('A token is the access_token of a login: a text without spaces.');
}

function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    throw misuse('The body cannot be written as JSON.', error);
  }
}

function aborted(cause: unknown): HubError {
  return new HubError(localProblem('request.aborted', 'The request was given up before it was answered.'), { cause });
}

/** Node names the reason; browsers hide it from pages, whether it is the network or an origin that is not allowed. */
function reasonIn(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown; readonly message?: unknown } };
  const reason = cause?.code ?? cause?.message;
  if (typeof reason === 'string') return ` (${reason})`;
  return ': it is not running, or the network is down, or it does not allow the origin of this page';
}
