import { HubClient, type HubSocket } from '@smart-hub/sdk';
import { randomUUID } from 'node:crypto';
import type { Server } from './server.js';

export const PASSWORD = 'Secret-123';

/** A user with an account, for whom tests can act by the SDK without a browser. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly client: HubClient;
}

/** The demo user with the most conversations. */
export const MIRA = { email: 'mira@demo.example', password: 'Demo-1234' };

const sockets = new Set<HubSocket>();

/** Returns a unique e-mail address. */
export const newEmail = (name: string): string =>
  `${name
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .slice(0, 12)}-${randomUUID()}@example.com`;

/** Registers an account by the SDK. */
export async function register(server: Server, name: string): Promise<Person> {
  const client = new HubClient({ url: server.url, refresh: 'body' });
  const email = newEmail(name);
  const { user } = await client.register({ name, email, password: PASSWORD });
  return { id: user.id, name, email, password: PASSWORD, client };
}

/** Opens a socket of a person by the SDK. `setUpSuite` closes it after the journey. */
export async function connect(person: Person): Promise<HubSocket> {
  const socket = person.client.connect({ transports: ['websocket'], forceNew: true });
  sockets.add(socket);
  await socket.ready();
  return socket;
}

/** Sends messages from one person to another by the SDK, in this order. @returns the conversation's id */
export async function sendMessages(from: Person, to: Person, contents: readonly string[]): Promise<string> {
  const socket = await connect(from);
  let id = '';
  for (const content of contents)
    ({ id } = (await socket.command('send_message', { receiverId: to.id, content })).conversation);
  socket.close();
  return id;
}

export function closeSockets(): void {
  for (const socket of sockets) socket.close();
  sockets.clear();
}
