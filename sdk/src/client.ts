import type {
  authRoutes,
  Credentials,
  PresentedRefreshToken,
  Login,
  PasswordChange,
  Registration,
} from '@smart-hub/contract/auth';
import type { ProblemCode } from '@smart-hub/contract/problem';
import type { Route, RouteInput, RouteOutput } from '@smart-hub/contract/route';
import type { Privacy, PrivacyChange, Profile, ProfileChange, usersRoutes } from '@smart-hub/contract/users';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { isProblem } from './response-check.js';
import { isToken, memoryLogins, type LoginStore, type StoredLogin } from './logins.js';
import { incompatible, localProblem, invalidArgument, unreachable } from './local-problem.js';
import { HubError } from './hub-error.js';
import { isTokenValid, withReceivedAt, Renewal, renewalTime } from './renewal.js';
import { addressOf } from './route-address.js';
import { HubSocket } from './socket.js';

/** The options of {@link HubClient}. */
interface ClientOptions {
  /** The address of the server, e.g. `http://localhost:3000`. */
  readonly url: string;
  /** An access token from an earlier login. */
  readonly token?: string | null | undefined;
  /**
   * How the server sends refresh tokens, with which the client renews its access token: in a `cookie` for pages that
   * the server itself serves, in the `body` for other apps. Without this option the user is logged out when the access
   * token expires.
   */
  readonly refresh?: 'cookie' | 'body' | undefined;
  /**
   * The store of the login and its refresh token; by default in memory. If the store contains a login, the client
   * starts logged in.
   */
  readonly logins?: LoginStore | undefined;
}

interface Input {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, string | number | boolean | undefined>;
  readonly body?: unknown;
}

/** The part of the credentials that requests a refresh token. */
type RefreshOption = Pick<Credentials, 'refresh'>;

/** One page of a paginated list. */
export interface ListPage<R extends Route> {
  readonly items: RouteOutput<R>;
  /** The query of the next page; absent on the last page. */
  readonly next?: Readonly<Record<string, string>>;
}

const registerRoute = addressOf<typeof authRoutes.register>('POST', '/auth/register');
const loginRoute = addressOf<typeof authRoutes.login>('POST', '/auth/login');
const refreshRoute = addressOf<typeof authRoutes.refresh>('POST', '/auth/refresh');
const logoutRoute = addressOf<typeof authRoutes.logout>('POST', '/auth/logout');
const changePasswordRoute = addressOf<typeof authRoutes.changePassword>('POST', '/auth/password');
const changeProfileRoute = addressOf<typeof usersRoutes.changeProfile>('PATCH', '/users/profile');
const privacyRoute = addressOf<typeof usersRoutes.privacy>('GET', '/users/privacy');
const changePrivacyRoute = addressOf<typeof usersRoutes.changePrivacy>('PATCH', '/users/privacy');

/**
 * Paths that are requested without first renewing an expired token: the renewal itself, which would wait for itself,
 * and requests that need no valid token.
 */
const WITHOUT_RENEWAL = new Set(['/auth/refresh', '/auth/login', '/auth/register', '/auth/logout']);

/** Timeout of the requests that renew a token and that log out, in milliseconds. */
const RENEWAL_TIMEOUT_MS = 20_000;

/**
 * A client of one server that acts as one user: it logs in, calls REST routes and opens sockets. With the option
 * `refresh` it renews its access token before the token expires, once for all tabs of a browser.
 */
export class HubClient {
  private readonly url: string;
  private token: string | undefined;
  private currentLogin: StoredLogin | undefined;
  private readonly refreshMode: 'cookie' | 'body' | undefined;
  private readonly logins: LoginStore;
  private readonly renewal: Renewal;
  private readonly listeners = new Set<() => void>();

  /** @throws HubError `request.invalid` when the URL or the token is not valid */
  constructor(options: ClientOptions) {
    const { url, token, refresh, logins = memoryLogins() } = (options ?? {}) as Partial<ClientOptions>;
    this.url = checkedUrl(url);
    this.refreshMode = refresh;
    this.logins = logins;
    this.renewal = new Renewal({
      name: `hub-refresh ${this.url}`,
      logins,
      request: (refreshToken) => this.requestRenewal(refreshToken),
    });
    const stored = logins.load();
    if (token !== undefined && token !== null) this.token = checkedToken(token);
    else if (stored) this.setLogin(stored);
    logins.watch((login) => this.onStored(login));
  }

  /** Creates an account and logs in to it. @throws HubError as {@link call} */
  async register(person: Registration): Promise<Login> {
    return this.logIn((refresh) => this.call(registerRoute, { body: { ...person, ...refresh } }));
  }

  /** Logs in. @throws HubError as {@link call} */
  async login(credentials: Credentials): Promise<Login> {
    return this.logIn((refresh) => this.call(loginRoute, { body: { ...credentials, ...refresh } }));
  }

  /**
   * Logs out: ends the session on the server and discards the login.
   *
   * @throws HubError as {@link call}; then the client stays logged in
   */
  async logout(): Promise<void> {
    await this.call(
      logoutRoute,
      refreshTokenInput(this.currentLogin?.refresh_token),
      AbortSignal.timeout(RENEWAL_TIMEOUT_MS),
    );
    this.forget();
  }

  /** Discards the login in this client and its store, without a request: the session stays open on the server. */
  forget(): void {
    this.currentLogin = undefined;
    this.token = undefined;
    this.logins.save(undefined);
  }

  /** Changes the password and ends all other sessions of the user. @throws HubError as {@link call} */
  async changePassword(change: PasswordChange): Promise<Login> {
    const login = await this.call(changePasswordRoute, { body: change });
    const { refresh_token: refreshToken } = this.currentLogin ?? {};
    return this.acceptLogin(refreshToken === undefined ? login : { refresh_token: refreshToken, ...login });
  }

  /** The current access token; undefined while logged out. */
  get accessToken(): string | undefined {
    return this.token;
  }

  /** Whether the client can renew its access token. */
  get canRenew(): boolean {
    return this.currentLogin !== undefined && this.refreshMode !== undefined;
  }

  /**
   * The problem code with which the server last refused to renew the access token: `auth.session_ended` if the session
   * was ended, for example by a logout on another device; another code if it has expired.
   */
  get renewalRefusal(): ProblemCode | undefined {
    return this.renewal.refusal;
  }

  /** When the access token will be renewed, in milliseconds since 1970; undefined if the client cannot renew it. */
  get renewAt(): number | undefined {
    return this.currentLogin && this.canRenew ? renewalTime(this.currentLogin) : undefined;
  }

  /**
   * Renews the access token; if another tab has already renewed it, uses that token.
   *
   * @returns the new token; undefined when the session has ended and the user has to log in
   * @throws HubError when the request failed; the caller can retry it
   */
  async renew(): Promise<string | undefined> {
    if (!this.currentLogin || !this.canRenew) return undefined;
    const login = await this.renewal.renew(this.currentLogin);
    if (!login) return undefined;
    this.setLogin(login);
    return login.access_token;
  }

  /** Calls the listener whenever the access token has been replaced. Returns a function that removes the listener. */
  onToken(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Changes this user's name, handle or colour. Omitted fields are not changed; null removes the handle or the colour.
   *
   * @throws HubError `user.handle_taken` when another user has the handle; and as {@link call}
   */
  changeProfile(change: ProfileChange, signal?: AbortSignal): Promise<Profile> {
    return this.call(changeProfileRoute, { body: change }, signal);
  }

  /** Fetches the privacy settings of this user. @throws HubError as {@link call} */
  privacy(signal?: AbortSignal): Promise<Privacy> {
    return this.call(privacyRoute, {}, signal);
  }

  /** Changes the privacy settings of this user. Omitted fields are not changed. @throws HubError as {@link call} */
  changePrivacy(change: PrivacyChange, signal?: AbortSignal): Promise<Privacy> {
    return this.call(changePrivacyRoute, { body: change }, signal);
  }

  /**
   * Replaces the access token by a token that the app has obtained itself. The client does not renew that token.
   *
   * @throws HubError `request.invalid` when the token is not valid
   */
  useToken(token: string): void {
    const next = checkedToken(token);
    if (next === this.token) return;
    this.currentLogin = undefined;
    this.replaceToken(next);
  }

  /**
   * Calls a route of the contract, and returns the body of the response.
   *
   * @throws HubError with the problem that the server returned; `server.unreachable` when the server did not respond,
   *   with the error of `fetch` as its cause; `request.aborted` when the signal was aborted; `request.invalid` when the
   *   input is not valid
   */
  async call<R extends Route>(route: R, input: RouteInput<R>, signal?: AbortSignal): Promise<RouteOutput<R>> {
    return (await this.page(route, input, signal)).items;
  }

  /**
   * Calls a route that returns a list, and returns one page with the query of the next page.
   *
   * @throws HubError as {@link call}
   */
  async page<R extends Route>(route: R, input: RouteInput<R>, signal?: AbortSignal): Promise<ListPage<R>> {
    const response = await this.request(route, input as Input, signal);
    const { status, ok } = response;
    const fromProxy = `The server was not reached: a proxy responded with status ${status}.`;
    // A response that is not JSON is that of a proxy: a load balancer without a healthy node responds with HTML.
    if (!response.headers.get('content-type')?.includes('json')) throw unreachable(fromProxy);
    const result: unknown = await response.json().catch((error: unknown) => {
      throw signal?.aborted ? aborted(error) : unreachable(`The response with status ${status} is incomplete.`, error);
    });
    if (!ok) throw isProblem(result) ? new HubError(result) : unreachable(fromProxy);
    const next = /<([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    return {
      items: result as RouteOutput<R>,
      ...(next !== undefined && { next: Object.fromEntries(new URL(next, this.url).searchParams) }),
    };
  }

  /**
   * Calls a route, and returns the HTTP response, whatever its status is.
   *
   * @throws HubError `server.unreachable`, `request.aborted` or `request.invalid`
   */
  async request(route: Route, input: Input, signal?: AbortSignal): Promise<Response> {
    const token = WITHOUT_RENEWAL.has(route?.path) ? this.token : await this.freshToken();
    const { url, init } = this.buildRequest(route, input ?? {}, token);
    return fetch(url, { ...init, ...(signal && { signal }) }).catch((error: unknown) => {
      throw signal?.aborted ? aborted(error) : unreachable(`${this.url} was not reached${reasonOf(error)}.`, error);
    });
  }

  /** Opens a socket. It reconnects automatically, each time with the access token that the client then has. */
  connect(options?: Partial<ManagerOptions & SocketOptions>): HubSocket {
    return new HubSocket(this.url, () => this.freshToken(), options);
  }

  /**
   * Returns the access token, after renewing it if its renewal is due. If the renewal fails, returns the old token,
   * which the server may refuse.
   */
  private async freshToken(): Promise<string | undefined> {
    const { renewAt, currentLogin: login } = this;
    if (!login || renewAt === undefined || Date.now() < renewAt) return this.token;
    const renewing = this.renew().catch(() => undefined);
    // Requests do not wait for the renewal while the old token is valid.
    if (!isTokenValid(login)) await renewing;
    return this.token;
  }

  private requestRenewal(refreshToken: string | undefined): Promise<Login> {
    return this.call(refreshRoute, refreshTokenInput(refreshToken), AbortSignal.timeout(RENEWAL_TIMEOUT_MS));
  }

  /** Logs in and stores the login. @param request sends the credentials with the given `refresh` option */
  private async logIn(request: (refresh: RefreshOption) => Promise<Login>): Promise<Login> {
    if (this.refreshMode === undefined) return this.acceptLogin(await request({}));
    return this.acceptLogin(await request({ refresh: this.refreshMode }).catch(retryWithoutRefresh(() => request({}))));
  }

  /** Applies a change of the stored login: another tab has renewed the token, logged in again or logged out. */
  private onStored(login: StoredLogin | undefined): void {
    if (!this.currentLogin) return;
    if (login?.user.id === this.currentLogin.user.id) this.setLogin(login);
    else if (!login) this.currentLogin = this.token = undefined;
  }

  private setLogin(login: StoredLogin): void {
    this.currentLogin = login;
    if (login.access_token !== this.token) this.replaceToken(checkedToken(login.access_token));
  }

  private replaceToken(token: string): void {
    this.token = token;
    for (const listener of this.listeners) listener();
  }

  private buildRequest(route: Route, { params = {}, query = {}, body }: Input, token: string | undefined) {
    if (typeof route?.path !== 'string')
      throw invalidArgument('The route must be one of the contract or addressOf(method, path).');
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = params[name];
      if (typeof value !== 'string' || !value.isWellFormed())
        throw invalidArgument(`The route needs params.${name} as a string.`);
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
      ...(body === undefined ? {} : { body: toJson(body) }),
    };
    return { url, init };
  }

  private acceptLogin(login: Login): Login {
    if (typeof login?.access_token !== 'string' || typeof login.user?.id !== 'string')
      throw incompatible('The response to the login');
    const stored = withReceivedAt(login);
    this.setLogin(stored);
    this.logins.save(stored);
    return login;
  }
}

/** Returns the input of a request with a refresh token. If the body has none, the server takes it from the cookie. */
function refreshTokenInput(refreshToken: string | undefined): { body: PresentedRefreshToken } {
  return { body: refreshToken === undefined ? {} : { refresh_token: refreshToken } };
}

/**
 * Retries a login without `refresh` if the server refused that field, as a server before refresh tokens does. Such a
 * login ends when its access token expires.
 */
function retryWithoutRefresh(request: () => Promise<Login>): (error: unknown) => Promise<Login> {
  return (error) => {
    const errors = error instanceof HubError ? error.problem.errors : undefined;
    if (!errors?.some(({ field }) => field === 'refresh')) throw error;
    return request();
  };
}

function checkedUrl(url: unknown): string {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw invalidArgument('HubClient needs { url }: the address of the server, such as http://localhost:3000.');
  return url.replace(/\/+$/, '');
}

/** Returns the token if it can be sent in an HTTP header. Otherwise throws: the error of `fetch` would be obscure. */
function checkedToken(token: unknown): string {
  if (isToken(token)) return token;
  throw invalidArgument('The token must be the access_token of a login: a string without spaces.');
}

function toJson(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    throw invalidArgument('The body cannot be serialized as JSON.', error);
  }
}

function aborted(cause: unknown): HubError {
  return new HubError(localProblem('request.aborted', 'The request was aborted before the response arrived.'), {
    cause,
  });
}

/**
 * Returns the reason why a request failed, as the end of a sentence. Only Node reports the reason. Browsers hide it
 * from pages: for them a network that is down and an origin that the server refuses look the same.
 */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown; readonly message?: unknown } };
  const reason = cause?.code ?? cause?.message;
  if (typeof reason === 'string') return ` (${reason})`;
  return ': it is not running, the network is down, or it does not allow the origin of this page';
}
