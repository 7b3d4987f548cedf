import { Hub, HubClient } from '@smart-hub/sdk';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

/** A user with an account, and an authenticated client of the REST API. */
export interface Person {
  readonly id: string;
  readonly token: string;
  readonly client: HubClient;
}

export async function register(url: string): Promise<Person> {
  const client = new HubClient({ url });
  const email = `${randomUUID()}@example.com`;
  const session = await client.register({ name: 'Somebody', email, password: 'Secret-123' });
  return { id: session.user.id, token: session.access_token, client };
}

/** A device with the SDK, which retries each message until it is acknowledged. */
export class Device {
  /** The ids of the messages that this device sent, and their receivers. */
  readonly sent = new Map<string, string>();
  /** The longest time that this device was not connected, in milliseconds. */
  longestDisconnection = 0;
  private disconnectedSince: number | undefined;

  private constructor(
    readonly person: Person,
    readonly hub: Hub,
  ) {
    hub.subscribe(() => {
      const isOnline = hub.status === 'online';
      if (!isOnline) this.disconnectedSince ??= performance.now();
      else if (this.disconnectedSince !== undefined) {
        this.longestDisconnection = Math.max(this.longestDisconnection, performance.now() - this.disconnectedSince);
        this.disconnectedSince = undefined;
      }
    });
  }

  static async open(person: Person): Promise<Device> {
    const socket = { transports: ['websocket'], forceNew: true, timeout: 5000 };
    return new Device(person, await Hub.connect(person.client, { userId: person.id, socket }));
  }

  async send(to: string): Promise<void> {
    this.sent.set(await this.hub.send({ receiverId: to, content: `message ${randomUUID()}` }), to);
  }

  /** Describes each message that is not acknowledged yet or was given up, by its id. */
  unacknowledged(): Map<string, string> {
    const people = new Set(this.sent.values());
    const views = [...people].flatMap((to) => this.hub.messages(to)).filter(({ seq }) => seq === undefined);
    return new Map(
      views.map(({ key, state, problem }) => [key, `${key} is ${state}: ${problem?.code ?? 'no response'}`]),
    );
  }

  close(): void {
    this.hub.close();
  }
}

interface ReceivedMessage {
  readonly seq: number;
  readonly conversation: { readonly id: string };
}

/** A message that a plain client sent, and its outcome. */
export interface Send {
  /** Its `clientMessageId`; its content, if it has none. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** When it was sent, by `performance.now()`. */
  readonly at: number;
  /** The time until its response, the loss of its connection or the timeout, in milliseconds. */
  readonly waitedMs: number;
  /** `stored`, `retryable` and `refused` are responses; `lost`: the connection was lost before a response arrived. */
  readonly outcome: 'stored' | 'retryable' | 'refused' | 'unanswered' | 'lost';
  /** The problem code of a refusal. */
  readonly problem?: string;
  /** The conversation in which the message is stored. */
  readonly conversationId?: string;
}

interface SendResponse {
  readonly conversation?: { readonly id: string };
  readonly error?: { readonly code: string; readonly retryable: boolean };
}

interface PlainOptions {
  readonly url: string;
  /** How long the client waits for a response, in milliseconds. */
  readonly responseTimeoutMs: number;
  readonly reconnection?: boolean;
}

/** A typical client without the SDK: it processes events in the order of their arrival, and never retries a send. */
export class PlainClient {
  /** All messages that this client sent and whose outcome is final. */
  readonly sends: Send[] = [];
  /** Describes each message that arrived twice, or after a later message, on one connection. */
  readonly violations: string[] = [];
  private readonly socket: Socket;
  private readonly responseTimeoutMs: number;
  /** Whether the last message had a `clientMessageId`. */
  private hasClientMessageId = false;

  constructor(
    readonly person: Person,
    { url, responseTimeoutMs, reconnection = true }: PlainOptions,
  ) {
    this.responseTimeoutMs = responseTimeoutMs;
    const fast = { reconnectionDelay: 200, reconnectionDelayMax: 1000, timeout: 5000, reconnection };
    const auth = { token: person.token };
    this.socket = io(url, { auth, transports: ['websocket'], forceNew: true, ...fast });
    let newest = new Map<string, number>();
    this.socket.on('connect', () => {
      newest = new Map();
    });
    const checkOrder = ({ seq, conversation: { id } }: ReceivedMessage) => {
      const last = newest.get(id) ?? 0;
      if (seq <= last) this.violations.push(`${person.id} received message ${seq} of ${id} after ${last}.`);
      newest.set(id, Math.max(last, seq));
    };
    this.socket.on('new_message', checkOrder).on('message_sent', checkOrder);
  }

  async waitUntilConnected(): Promise<void> {
    if (!this.socket.connected) await new Promise((resolve) => this.socket.once('connect', () => resolve(undefined)));
  }

  /**
   * Sends a message once. Every other message has no `clientMessageId`, like those of the oldest clients: if the server
   * ran its statement twice, the database would store such a message twice.
   *
   * @returns the message and its outcome; undefined if the client is not connected
   */
  async send(to: string): Promise<Send | undefined> {
    if (!this.socket.connected) return undefined;
    const clientMessageId = randomUUID();
    const content = `plain ${clientMessageId}`;
    this.hasClientMessageId = !this.hasClientMessageId;
    const message = { receiverId: to, content, ...(this.hasClientMessageId ? { clientMessageId } : {}) };
    const id = this.hasClientMessageId ? clientMessageId : content;
    const at = performance.now();
    const result = await this.request(message);
    const send = { id, from: this.person.id, to, at, waitedMs: performance.now() - at, ...result };
    this.sends.push(send);
    return send;
  }

  close(): void {
    this.socket.close();
  }

  private async request(message: object): Promise<Pick<Send, 'outcome' | 'problem' | 'conversationId'>> {
    const { id } = this.socket;
    try {
      const sending = this.socket
        .timeout(this.responseTimeoutMs)
        .emitWithAck('send_message', message) as Promise<SendResponse>;
      const { error, conversation } = await sending;
      if (error) return { outcome: error.retryable ? 'retryable' : 'refused', problem: error.code };
      return { outcome: 'stored', conversationId: conversation!.id };
    } catch {
      return { outcome: this.socket.id === id ? 'unanswered' : 'lost' };
    }
  }
}
