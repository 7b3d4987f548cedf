import { PresenceView } from '../../src/presence/presence-view.js';
import { SocketServer } from '../../src/realtime/socket-server.js';
import { waitUntil, type TestHub, type TestPerson } from './hub.js';
import type { TestSocket } from './test-socket.js';

/** Returns the `user_joined` and `user_left` events that a socket has received, in order, from an index of its events on. */
export const presenceChanges = (socket: TestSocket, from = 0) =>
  socket
    .receivedEvents()
    .slice(from)
    .filter(({ name }) => name === 'user_joined' || name === 'user_left')
    .map(({ name, payload }) => `${name} ${(payload as { id: string }).id}`);

/** Returns the number of connections that the server counts, which can differ from the number that clients consider open. */
export const connectionCount = (hub: TestHub) =>
  hub.providers(SocketServer).reduce((sum, { io }) => sum + io.engine.clientsCount, 0);

/** Returns all authenticated sockets of all nodes. */
export const admittedSockets = (hub: TestHub) =>
  hub.providers(SocketServer).flatMap(({ io }) => [...io.of('/').sockets.values()]);

/** Returns the ids of the users that the database marks as online. */
export async function onlineInDatabase(hub: Pick<TestHub, 'sql'>): Promise<string[]> {
  return (await hub.sql.rows<{ id: string }>('select id from users where online order by id')).map(({ id }) => id);
}

/** Waits until every node considers exactly these people online. */
export function waitForOnlineUsers(hub: TestHub, ...people: TestPerson[]): Promise<void> {
  const expected = people
    .map(({ id }) => id)
    .toSorted()
    .join();
  const shown = (view: PresenceView) => [...view['online']].toSorted().join();
  return waitUntil('every node shows these people as online', () =>
    hub.providers(PresenceView).every((view) => shown(view) === expected),
  );
}

/** Closes all connections of these people on the server. */
export function closeConnectionsOf(hub: TestHub, ...people: TestPerson[]): void {
  const ids = new Set(people.map(({ id }) => id));
  for (const socket of admittedSockets(hub)) {
    if (ids.has(socket.data.actor.id)) socket.conn.close(true);
  }
}

/**
 * Computes the ids of the online users from the events that a socket has received.
 *
 * @throws Error when an event changes nothing, because the server must publish each change exactly once
 */
export function replayPresence(socket: TestSocket): Set<string> {
  let view: Set<string> | undefined;
  for (const { name, payload } of socket.receivedEvents()) {
    if (name === 'presence_state') {
      const { users } = payload as { users: { id: string; online: boolean }[] };
      view = new Set(users.filter(({ online }) => online).map(({ id }) => id));
    } else if (view && (name === 'user_joined' || name === 'user_left')) {
      const { id } = payload as { id: string };
      if (view.has(id) === (name === 'user_joined'))
        throw new Error(`${name} ${id} was received, but changes nothing.`);
      if (name === 'user_joined') view.add(id);
      else view.delete(id);
    }
  }
  return view ?? new Set();
}

/** Returns a generator of pseudo-random numbers in [0, 1); the same seed yields the same numbers. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
