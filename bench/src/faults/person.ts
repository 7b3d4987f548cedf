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

/** A client as people write them without the SDK: it shows what it is told, as it comes. */
export class PlainClient {
  /** What was acknowledged, by the ids that it gave. */
  readonly acknowledged = new Map<string, number>();
  /** All that was sent from here; of what was not acknowledged it is not known whether it is stored. */
  readonly sent: string[] = [];
  /** What came twice, or after what came later, on one connection. */
  readonly violations: string[] = [];
  readonly socket: Socket;

  constructor(
    readonly person: Person,
    url: string,
    options: { readonly reconnection: boolean } = { reconnection: true },
  ) {
    const fast = { reconnectionDelay: 200, reconnectionDelayMax: 1000, timeout: 5000 };
    const auth = { token: person.token };
    this.socket = io(url, { auth, transports: ['websocket'], forceNew: true, ...fast, ...options });
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

  async send(to: string): Promise<void> {
    if (!this.socket.connected) return;
    const clientMessageId = randomUUID();
    this.sent.push(clientMessageId);
    const message = { receiverId: to, content: `plain ${clientMessageId}`, clientMessageId };
    const answer = (await this.socket
      .timeout(20_000)
      .emitWithAck('send_message', message)
      .catch(() => ({}))) as { seq?: number };
    if (answer.seq !== undefined) this.acknowledged.set(clientMessageId, answer.seq);
  }

  close(): void {
    this.socket.close();
  }
}
