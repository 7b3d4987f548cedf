import { PresenceView } from '../../src/presence/presence-view.js';
import { SocketServer } from '../../src/realtime/socket-server.js';
import { until, type Hub, type TestPerson } from './hub.js';
import type { TestSocket } from './test-socket.js';

/** `user_joined` and `user_left` as a socket was told of them, in order; from some place in its log on. */
export const changes = (socket: TestSocket, from = 0) =>
  socket
    .log()
    .slice(from)
    .filter(({ name }) => name === 'user_joined' || name === 'user_left')
    .map(({ name, payload }) => `${name} ${(payload as { id: string }).id}`);

/** How many connections the server has, whatever their clients believe. */
export const connections = (hub: Hub) =>
  hub.parts(SocketServer).reduce((sum, { io }) => sum + io.engine.clientsCount, 0);

/** All sockets that it has let in, on whichever node. */
export const socketsOf = (hub: Hub) => hub.parts(SocketServer).flatMap(({ io }) => [...io.of('/').sockets.values()]);

/** Who is online, by the database. */
export async function onlineIn(hub: Pick<Hub, 'sql'>): Promise<string[]> {
  return (await hub.sql.rows<{ id: string }>('select id from users where online order by id')).map(({ id }) => id);
}

/** Resolves when every node shows exactly these people as online. */
export function untilShown(hub: Hub, ...people: TestPerson[]): Promise<void> {
  const wanted = people
    .map(({ id }) => id)
    .toSorted()
    .join();
  const shown = (view: PresenceView) => [...view['online']].toSorted().join();
  return until('every node shows them', () => hub.parts(PresenceView).every((view) => shown(view) === wanted));
}

/** Closes all connections of these people from the server's side. */
export function closeAll(hub: Hub, ...people: TestPerson[]): void {
  const ids = new Set(people.map(({ id }) => id));
  for (const socket of socketsOf(hub)) {
    if (ids.has(socket.data.actor.id)) socket.conn.close(true);
  }
}

/** Who is online by what a socket was told. Fails when a change is none: what is told once is told once. */
export function replay(socket: TestSocket): Set<string> {
  let view: Set<string> | undefined;
  for (const { name, payload } of socket.log()) {
    if (name === 'presence_state') {
      const { users } = payload as { users: { id: string; online: boolean }[] };
      view = new Set(users.filter(({ online }) => online).map(({ id }) => id));
    } else if (view && (name === 'user_joined' || name === 'user_left')) {
      const { id } = payload as { id: string };
      if (view.has(id) === (name === 'user_joined')) throw new Error(`${name} ${id} was told, and is no change.`);
      if (name === 'user_joined') view.add(id);
      else view.delete(id);
    }
  }
  return view ?? new Set();
}

/** Random numbers that are the same at every run. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
