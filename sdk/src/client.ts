import type { authRoutes, Credentials, Registration, Login } from '@smart-hub/contract/auth';
import type { Route, RouteInput, RouteOutput } from '@smart-hub/contract/route';
import type { Privacy, PrivacyChange, usersRoutes } from '@smart-hub/contract/users';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { isProblem } from './answers.js';
import { incompatible, localProblem, misuse, unreachable } from './local-problem.js';
import { HubError } from './problem-error.js';
import { addressOf } from './route-address.js';
import { HubSocket } from './socket.js';

interface ClientOptions {
  /** Where the server is, e.g. `http://localhost:3000`. */
  readonly url: string;
  /** A token from an earlier login. */
  readonly token?: string | null | undefined;
}

interface Input {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, string | number | boolean | undefined>;
  readonly body?: unknown;
}

/** A page of a list. */
export interface ListPage<R extends Route> {
  readonly items: RouteOutput<R>;
  /** The query of the next page. */
  readonly next?: Readonly<Record<string, string>>;
}

const registration = addressOf<typeof authRoutes.register>('POST', '/auth/register');
const loggingIn = addressOf<typeof authRoutes.login>('POST', '/auth/login');
const ownPrivacy = addressOf<typeof usersRoutes.privacy>('GET', '/users/privacy');
const privacyChange = addressOf<typeof usersRoutes.changePrivacy>('PATCH', '/users/privacy');

/** A client of one server, acting as one user once it has a token. */
export class HubClient {
  private readonly url: string;
  private token: string | undefined;

  /** @throws HubError `request.invalid` when the address or the token can be none */
  constructor(options: ClientOptions) {
    const { url, token } = (options ?? {}) as Partial<ClientOptions>;
    this.url = addressIn(url);
    this.token = token === undefined || token === null ? undefined : tokenIn(token);
  }

  /** Makes an account and acts as it from now on. */
  async register(person: Registration): Promise<Login> {
    return this.enter(await this.call(registration, { body: person }));
  }

  /** Acts as an account from now on. */
  async login(credentials: Credentials): Promise<Login> {
    return this.enter(await this.call(loggingIn, { body: credentials }));
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
    this.token = tokenIn(token);
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
    const { url, init } = this.prepare(route, input ?? {});
    return fetch(url, { ...init, ...(signal && { signal }) }).catch((error: unknown) => {
      throw signal?.aborted ? aborted(error) : unreachable(`${this.url} was not reached${reasonIn(error)}.`, error);
    });
  }

  /** Opens the socket. It comes back by itself when the connection is lost, with the token that is current then. */
  connect(options?: Partial<ManagerOptions & SocketOptions>): HubSocket {
    return new HubSocket(this.url, () => this.token, options);
  }

  private prepare(route: Route, { params = {}, query = {}, body }: Input) {
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
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: jsonOf(body) }),
    };
    return { url, init };
  }

  private enter(login: Login): Login {
    if (typeof login?.access_token !== 'string' || typeof login.user?.id !== 'string')
      throw incompatible('The answer to logging in');
    this.useToken(login.access_token);
    return login;
  }
}

function addressIn(url: unknown): string {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw misuse('HubClient needs { url }: where the server is, such as http://localhost:3000.');
  return url.replace(/\/+$/, '');
}

/** What cannot stand in a header would fail in words about headers. */
function tokenIn(token: unknown): string {
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
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
