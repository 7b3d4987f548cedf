import type { authRoutes, Credentials, Registration, Session } from '@smart-hub/contract/auth';
import type { Problem } from '@smart-hub/contract/problem';
import type { Route, RouteInput, RouteOutput } from '@smart-hub/contract/route';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { HubError } from './problem-error.js';
import { addressOf } from './route-address.js';
import { HubSocket } from './socket.js';

interface ClientOptions {
  /** Where the server is, e.g. `http://localhost:3000`. */
  readonly url: string;
  /** A token from an earlier login. */
  readonly token?: string;
}

interface Input {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, string | number | undefined>;
  readonly body?: unknown;
}

const registration = addressOf<typeof authRoutes.register>('POST', '/auth/register');
const loggingIn = addressOf<typeof authRoutes.login>('POST', '/auth/login');

/** A client of one server, acting as one user once it has a token. */
export class HubClient {
  private readonly url: string;
  private token: string | undefined;

  constructor({ url, token }: ClientOptions) {
    this.url = url.replace(/\/+$/, '');
    this.token = token;
  }

  /** Makes an account and acts as it from now on. */
  async register(person: Registration): Promise<Session> {
    return this.enter(await this.call(registration, { body: person }));
  }

  /** Acts as an account from now on. */
  async login(credentials: Credentials): Promise<Session> {
    return this.enter(await this.call(loggingIn, { body: credentials }));
  }

  /** Acts with another token from now on. */
  useToken(token: string): void {
    this.token = token;
  }

  /**
   * Calls a route of the contract.
   *
   * @throws HubError with the problem that the server answered; another error where it was not reached
   */
  async call<R extends Route>(route: R, input: RouteInput<R>, signal?: AbortSignal): Promise<RouteOutput<R>> {
    const response = await this.request(route, input as Input, signal);
    // A balancer without a node behind it answers in HTML.
    if (!response.headers.get('content-type')?.includes('json'))
      throw new Error(`The server was not reached: something before it answered with status ${response.status}.`);
    const answer: unknown = await response.json();
    if (!response.ok) throw new HubError(answer as Problem);
    return answer as RouteOutput<R>;
  }

  /** The same with the whole response: its headers carry the paging. */
  request(route: Route, { params = {}, query = {}, body }: Input, signal?: AbortSignal): Promise<Response> {
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
    const url = new URL(`${this.url}/api${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    return fetch(url, {
      method: route.method,
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  }

  /** Opens the socket. It comes back by itself when the connection is lost, with the token that is current then. */
  connect(options?: Partial<ManagerOptions & SocketOptions>): HubSocket {
    return new HubSocket(this.url, () => this.token, options);
  }

  private enter(session: Session): Session {
    this.token = session.access_token;
    return session;
  }
}
