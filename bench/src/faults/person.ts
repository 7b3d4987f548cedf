import { Hub, HubClient } from '@smart-hub/sdk';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

/** Somebody with an account. */
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

/** A device with the SDK: what it sends arrives, however long that takes. */
export class Device {
  /** The ids of what was sent from here, and to whom. */
  readonly sent = new Map<string, string>();
  /** The longest time that it was not connected, in milliseconds. */
  longestWait = 0;
  private awaySince: number | undefined;

  private constructor(
    readonly person: Person,
    readonly hub: Hub,
  ) {
    hub.subscribe(() => {
      const isOnline = hub.status === 'online';
      if (!isOnline) this.awaySince ??= performance.now();
      else if (this.awaySince !== undefined) {
        this.longestWait = Math.max(this.longestWait, performance.now() - this.awaySince);
        this.awaySince = undefined;
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

  /** What was not acknowledged yet, or was given up, by its id and in words. */
  unsettled(): Map<string, string> {
    const people = new Set(this.sent.values());
    const views = [...people].flatMap((to) => this.hub.messages(to)).filter(({ seq }) => seq === undefined);
    return new Map(
      views.map(({ key, state, problem }) => [key, `${key} is ${state}: ${problem?.code ?? 'no answer'}`]),
    );
  }

  close(): void {
    this.hub.close();
  }
}

interface Told {
  readonly seq: number;
  readonly conversation: { readonly id: string };
}

/** A message of a plain client, and what became of it. */
export interface Send {
  /** Its `clientMessageId`; its content, if it has none. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** When it was sent, by `performance.now()`. */
  readonly at: number;
  /** How long after that it was answered, or its connection lost, or it was given up, in milliseconds. */
  readonly waitedMs: number;
  /** `stored`, `retryable` and `refused` are answers; `lost`: the connection ended before one came. */
  readonly fate: 'stored' | 'retryable' | 'refused' | 'unanswered' | 'lost';
  /** The code of a refusal. */
  readonly problem?: string;
  /** Where it is stored. */
  readonly conversationId?: string;
}

interface Answer {
  readonly conversation?: { readonly id: string };
  readonly error?: { readonly code: string; readonly retryable: boolean };
}

interface PlainOptions {
  readonly url: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly patienceMs: number;
  readonly reconnection?: boolean;
}

/** A client as people write them without the SDK: it shows what it is told, as it comes, and sends nothing a second time. */
export class PlainClient {
  /** All that was sent from here, and has an answer or will have none. */
  readonly sends: Send[] = [];
  /** What came twice, or after what came later, on one connection. */
  readonly violations: string[] = [];
  private readonly socket: Socket;
  private readonly patienceMs: number;
  /** Whether the last message had a `clientMessageId`. */
  private isNamed = false;

  constructor(
    readonly person: Person,
    { url, patienceMs, reconnection = true }: PlainOptions,
  ) {
    this.patienceMs = patienceMs;
    const fast = { reconnectionDelay: 200, reconnectionDelayMax: 1000, timeout: 5000, reconnection };
    const auth = { token: person.token };
    this.socket = io(url, { auth, transports: ['websocket'], forceNew: true, ...fast });
    let newest = new Map<string, number>();
    this.socket.on('connect', () => {
      newest = new Map();
    });
    const look = ({ seq, conversation: { id } }: Told) => {
      const last = newest.get(id) ?? 0;
      if (seq <= last) this.violations.push(`${person.id} was told ${seq} of ${id} after ${last}.`);
      newest.set(id, Math.max(last, seq));
    };
    this.socket.on('new_message', look).on('message_sent', look);
  }

  async ready(): Promise<void> {
    if (!this.socket.connected) await new Promise((resolve) => this.socket.once('connect', () => resolve(undefined)));
  }

  /**
   * Sends once. Every other message has no `clientMessageId`, as those of the oldest clients: if the server itself ran its
   * statement twice, nothing else would keep it from being stored twice.
   *
   * @returns what became of it; undefined when there is no connection to send it over
   */
  async send(to: string): Promise<Send | undefined> {
    if (!this.socket.connected) return undefined;
    const clientMessageId = randomUUID();
    const content = `plain ${clientMessageId}`;
    this.isNamed = !this.isNamed;
    const message = { receiverId: to, content, ...(this.isNamed ? { clientMessageId } : {}) };
    const id = this.isNamed ? clientMessageId : content;
    const at = performance.now();
    const outcome = await this.ask(message);
    const send = { id, from: this.person.id, to, at, waitedMs: performance.now() - at, ...outcome };
    this.sends.push(send);
    return send;
  }

  close(): void {
    this.socket.close();
  }

  private async ask(message: object): Promise<Pick<Send, 'fate' | 'problem' | 'conversationId'>> {
    const { id } = this.socket;
    try {
      const sending = this.socket.timeout(this.patienceMs).emitWithAck('send_message', message) as Promise<Answer>;
      const { error, conversation } = await sending;
      if (error) return { fate: error.retryable ? 'retryable' : 'refused', problem: error.code };
      return { fate: 'stored', conversationId: conversation!.id };
    } catch {
      return { fate: this.socket.id === id ? 'unanswered' : 'lost' };
    }
  }
}
