import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type { DatabaseKeys } from './database.js';
import { asServed } from './pooler.js';

/** A TCP connection to the database, or to the pooler of the run, that can fail in the ways in which networks do. */
export class DatabaseProxy {
  private readonly server = createServer((client) => this.join(client));
  private readonly open = new Set<Socket>();
  private away = false;
  private stalled = false;
  private losing = false;
  private losingAnswerTo: string | undefined;
  private onLost: (() => void) | undefined;
  /** Clients of which something is held: the database does not learn yet that they have gone. */
  private readonly held = new Set<Socket>();
  private holding: { readonly text: string; readonly onHeld: (deliver: () => Promise<void>) => void } | undefined;

  private constructor(private readonly target: DatabaseKeys) {}

  /** @param port where it listens; 0 for any */
  static async to(target: DatabaseKeys, port = 0): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  /** The database as it is reached through here. */
  get keys(): DatabaseKeys {
    return { ...this.target, DB_HOST: '127.0.0.1', DB_PORT: (this.server.address() as AddressInfo).port };
  }

  /** Ends every connection, and accepts no other one until it is mended. */
  cut(): void {
    this.away = true;
    for (const socket of this.open) socket.destroy();
  }

  mend(): void {
    this.away = false;
  }

  /**
   * Passes nothing any more on the connections that there are, which stay open; new ones work.
   *
   * @returns what passes on all that the clients had sent and the database has not received
   */
  silence(): () => void {
    const held = [...this.open];
    for (const socket of held) socket.pause();
    return () => {
      for (const socket of held) socket.resume();
    };
  }

  /** Passes nothing any more, neither on the connections that there are nor on new ones, which it accepts. */
  stall(): void {
    this.stalled = true;
    this.silence();
  }

  /** The next answer of the database is lost, and the connection with it: it has done what it was asked. */
  loseNextAnswer(): void {
    this.losing = true;
  }

  /**
   * The same for the next statement that contains this text.
   *
   * @param onLost called when the answer is lost
   */
  loseAnswerTo(text: string, onLost?: () => void): void {
    this.losingAnswerTo = text;
    this.onLost = onLost;
  }

  /**
   * Passes nothing any more on the connection of the next statement that contains a text, from that statement on.
   *
   * @returns once it is held, what passes it on; that resolves when the database is done with it, and has closed the connection
   */
  hold(text: string): Promise<() => Promise<void>> {
    return new Promise((onHeld) => {
      this.holding = { text, onHeld };
    });
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(client: Socket): void {
    if (this.away) return void client.destroy();
    if (this.stalled) return void this.open.add(client);
    const { DB_HOST: host = '', DB_PORT: port } = asServed(this.target);
    const database = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.open.delete(one);
        if (!this.held.has(one)) other.destroy();
      });
    }
    let lost = false;
    client.on('data', (statement) => {
      if (this.holding && statement.includes(this.holding.text)) return this.holdFrom(statement, client, database);
      database.write(statement);
      if (this.losingAnswerTo === undefined || !statement.includes(this.losingAnswerTo)) return;
      this.losingAnswerTo = undefined;
      lost = true;
    });
    database.on('data', (answer) => {
      if (lost) this.onLost?.();
      if (this.losing || lost) client.destroy();
      else client.write(answer);
      this.losing = false;
    });
  }

  private holdFrom(statement: Buffer, client: Socket, database: Socket): void {
    client.pause();
    this.held.add(client);
    const closed = new Promise<void>((done) => database.once('close', () => done()));
    this.holding!.onHeld(() => {
      if (!database.destroyed) database.end(statement);
      return closed;
    });
    this.holding = undefined;
  }
}
