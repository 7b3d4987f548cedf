import type { CommandName, CommandPayload, CommandResult, EventName, EventPayload } from '@smart-hub/contract/events';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { checkResponse, isProblem } from './response-check.js';
import { incompatible, unreachable } from './local-problem.js';
import { payloadProblem } from './payload-check.js';
import { HubError } from './hub-error.js';

type ServerEvents = { [E in EventName]: (payload: EventPayload<E>) => void };

/** Timeout of a command, in milliseconds. After a timeout the outcome of the command is unknown. */
const COMMAND_TIMEOUT_MS = 20_000;

/** A socket with typed commands, which return promises, and typed events. */
export class HubSocket {
  /** The underlying socket of socket.io-client, for features for which this class has no method. */
  readonly io: Socket<ServerEvents>;
  private readonly timeout: number;
  /** The number of commands that wait for their acknowledgement. */
  private pending = 0;

  /**
   * @param token returns the access token for each attempt to connect
   * @param options the options of socket.io-client; `ackTimeout` is the timeout of a command in milliseconds, by
   *   default 20 s
   */
  constructor(
    private readonly url: string,
    token: () => Promise<string | undefined>,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ) {
    this.timeout = options.ackTimeout ?? COMMAND_TIMEOUT_MS;
    this.io = io(url, { ...options, auth: (done) => void token().then((token) => done({ token })) });
  }

  /**
   * Resolves when the socket is connected.
   *
   * @throws HubError when the server refuses the connection or cannot be reached
   */
  ready(): Promise<void> {
    if (this.io.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (error?: Error & { data?: unknown }) => {
        this.io.off('connect', settle).off('connect_error', settle);
        if (error === undefined) resolve();
        else if (isProblem(error.data)) reject(new HubError(error.data));
        else reject(unreachable(`Cannot connect to ${this.url} (${error.message}).`, error));
      };
      this.io.once('connect', settle).once('connect_error', settle);
    });
  }

  /** The number of commands that wait for their acknowledgement. */
  get unanswered(): number {
    return this.pending;
  }

  /**
   * Sends a command, and returns the result from its acknowledgement. Does not send a command whose payload the server
   * would refuse.
   *
   * @throws HubError with the problem that the server returned; `server.unreachable` when no acknowledgement arrived,
   *   so that the outcome is unknown; `request.invalid` or `request.too_large` when the payload is not valid
   */
  async command<C extends CommandName>(name: C, payload: CommandPayload<C>): Promise<CommandResult<C>> {
    const refusal = payloadProblem(name, payload);
    if (refusal) throw new HubError(refusal);
    const socket = this.io as unknown as Socket;
    this.pending += 1;
    try {
      const response: unknown = await socket
        .timeout(this.timeout)
        .emitWithAck(name, payload)
        .catch(outcomeUnknown(name));
      if (isErrorResponse(response))
        throw isProblem(response.error) ? new HubError(response.error) : incompatible(`The error returned by ${name}`);
      checkResponse(name, response);
      return response as CommandResult<C>;
    } finally {
      this.pending -= 1;
    }
  }

  /** Calls the listener for every event with this name. Returns a function that removes the listener. */
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void {
    const socket = this.io as unknown as Socket;
    socket.on(name as string, listener);
    return () => void socket.off(name as string, listener);
  }

  /** Closes the socket; it does not reconnect. */
  close(): void {
    this.io.disconnect();
  }
}

/** Returns a handler that throws a HubError, which says that the outcome of the command is unknown. */
function outcomeUnknown(name: CommandName) {
  return (error: Error): never => {
    throw unreachable(`${name} was not acknowledged (${error.message}): its outcome is unknown.`, error);
  };
}

function isErrorResponse(response: unknown): response is { error: unknown } {
  return typeof response === 'object' && response !== null && 'error' in response;
}
