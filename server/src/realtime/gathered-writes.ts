import type { Connection } from './connection.js';

/** What of Engine.IO's socket is needed here; `flush` is where all that it is given goes out. */
interface Engine {
  flush(): void;
  readonly transport: { readonly socket?: { readonly _socket?: { cork(): void; uncork(): void } | null } };
}

/** Who has something to be told at the end of this turn. */
const due = new Set<Engine>();

/**
 * Has all that a client is told in one turn of the loop leave in one write.
 *
 * A group of messages is stored together, and told together: without this each event and each acknowledgement is a
 * system call of its own, which is more than 40 % of what a busy server does.
 */
export function gatherWrites(connection: Connection): void {
  // One function for all connections: closures of its own would be 300 bytes of each.
  (connection.conn as unknown as Engine).flush = flushLater;
}

function flushLater(this: Engine): void {
  // After the promises that are settled now, among them the acknowledgements of a whole group.
  if (due.size === 0) process.nextTick(flushDue);
  due.add(this);
}

function flushDue(): void {
  const engines = [...due];
  due.clear();
  for (const engine of engines) {
    // Undefined while polling, and null when it has ended.
    const stream = engine.transport.socket?._socket;
    stream?.cork();
    (Object.getPrototypeOf(engine) as Engine).flush.call(engine);
    stream?.uncork();
  }
}
