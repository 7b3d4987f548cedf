import type { CommandName, CommandPayload, CommandResult, EventName, EventPayload } from '@smart-hub/contract/events';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { checkAnswer, isProblem } from './answers.js';
import { incompatible, unreachable } from './local-problem.js';
import { refusalOf } from './payload-check.js';
import { HubError } from './problem-error.js';

type ServerEvents = { [E in EventName]: (payload: EventPayload<E>) => void };

/** How long a command may take, in milliseconds, before it is given up: whether it was carried out is not known then. */
const COMMAND_TIMEOUT_MS = 20_000;

/** The typed socket: commands that answer with a promise, and events. */
export class HubSocket {
  /** The underlying socket of socket.io-client, for what this class does not cover. */
  readonly io: Socket<ServerEvents>;
  private readonly timeout: number;
  private waiting = 0;

  /** @param options those of socket.io-client; `ackTimeout` is how long a command may take, in milliseconds */
  constructor(
    private readonly url: string,
    token: () => Promise<string | undefined>,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ) {
    this.timeout = options.ackTimeout ?? COMMAND_TIMEOUT_MS;
    this.io = io(url, { ...options, auth: (done) => void token().then((token) => done({ token })) });
  }

  /** Resolves when the server has let the socket in. @throws HubError when it refuses, or was not reached */
  ready(): Promise<void> {
    if (this.io.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (error?: Error & { data?: unknown }) => {
        this.io.off('connect', settle).off('connect_error', settle);
        if (error === undefined) resolve();
        else if (isProblem(error.data)) reject(new HubError(error.data));
        else reject(unreachable(`No connection to ${this.url} could be opened (${error.message}).`, error));
      };
      this.io.once('connect', settle).once('connect_error', settle);
    });
  }

  /** How many commands wait for their answer. */
  get unanswered(): number {
    return this.waiting;
  }

  /**
   * Asks for something, and waits for the acknowledgement. What the server would refuse is not sent.
   *
   * @throws HubError with the problem that the server answered, or why there was no answer
   */
  async command<C extends CommandName>(name: C, payload: CommandPayload<C>): Promise<CommandResult<C>> {
    const refusal = refusalOf(name, payload);
    if (refusal) throw new HubError(refusal);
    const socket = this.io as unknown as Socket;
    this.waiting += 1;
    try {
      const answer: unknown = await socket.timeout(this.timeout).emitWithAck(name, payload).catch(unanswered(name));
      if (isRefusal(answer))
        throw isProblem(answer.error) ? new HubError(answer.error) : incompatible(`The refusal of ${name}`);
      checkAnswer(name, answer);
      return answer as CommandResult<C>;
    } finally {
      this.waiting -= 1;
    }
  }

  /** Calls the listener at every event of a name. Returns what stops it. */
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void {
    const socket = this.io as unknown as Socket;
    socket.on(name as string, listener);
    return () => void socket.off(name as string, listener);
  }

  close(): void {
    this.io.disconnect();
  }
}

/** The words of socket.io-client say what happened to the connection, and not that the outcome is open. */
function unanswered(name: CommandName) {
  return (error: Error): never => {
    throw unreachable(`${name} was not answered (${error.message}): whether it was carried out is not known.`, error);
  };
}

function isRefusal(answer: unknown): answer is { error: unknown } {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}
