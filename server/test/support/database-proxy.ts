import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type { DatabaseKeys } from './database.js';
import { throughPooler } from './pooler.js';

/** A TCP proxy in front of the database, or of the run's pooler, that simulates network failures. */
export class DatabaseProxy {
  private readonly server = createServer((client) => this.accept(client));
  private readonly open = new Set<Socket>();
  private isInterrupted = false;
  private isFrozen = false;
  private losesNextResponse = false;
  private losesResponseTo: string | undefined;
  private onLost: (() => void) | undefined;
  /** Clients with an intercepted statement: when such a client disconnects, the connection to the database stays open. */
  private readonly intercepted = new Set<Socket>();
  private interception:
    | { readonly text: string; readonly onIntercepted: (deliver: () => Promise<void>) => void }
    | undefined;

  private constructor(private readonly target: DatabaseKeys) {}

  /** @param port the port to listen on; 0 for any free port */
  static async to(target: DatabaseKeys, port = 0): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  /** The configuration keys that connect to the database through this proxy. */
  get keys(): DatabaseKeys {
    return { ...this.target, DB_HOST: '127.0.0.1', DB_PORT: (this.server.address() as AddressInfo).port };
  }

  /** Closes every connection, and refuses new ones until `restore`. */
  interrupt(): void {
    this.isInterrupted = true;
    for (const socket of this.open) socket.destroy();
  }

  restore(): void {
    this.isInterrupted = false;
  }

  /**
   * Stops forwarding on the open connections, which stay open. New connections work.
   *
   * @returns a function that resumes forwarding, beginning with the bytes that were held back
   */
  freezeOpenConnections(): () => void {
    const frozen = [...this.open];
    for (const socket of frozen) socket.pause();
    return () => {
      for (const socket of frozen) socket.resume();
    };
  }

  /** Stops forwarding on all connections, open and new. New connections are still accepted. */
  freezeAllConnections(): void {
    this.isFrozen = true;
    this.freezeOpenConnections();
  }

  /** Closes the connection instead of forwarding the next response: the database has executed the statement. */
  loseNextResponse(): void {
    this.losesNextResponse = true;
  }

  /**
   * Loses the response to the next statement that contains a text.
   *
   * @param onLost called when the response is lost
   */
  loseResponseTo(text: string, onLost?: () => void): void {
    this.losesResponseTo = text;
    this.onLost = onLost;
  }

  /**
   * Holds back the next statement that contains a text, and everything after it on its connection.
   *
   * @returns once the statement is held back, a function that delivers it. The function's promise resolves when the database
   *   has executed the statement and closed the connection
   */
  interceptStatement(text: string): Promise<() => Promise<void>> {
    return new Promise((onIntercepted) => {
      this.interception = { text, onIntercepted };
    });
  }

  close(): void {
    this.interrupt();
    this.server.close();
  }

  private accept(client: Socket): void {
    if (this.isInterrupted) return void client.destroy();
    if (this.isFrozen) return void this.open.add(client);
    const { DB_HOST: host = '', DB_PORT: port } = throughPooler(this.target);
    const database = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.open.delete(one);
        if (!this.intercepted.has(one)) other.destroy();
      });
    }
    let isLost = false;
    client.on('data', (statement) => {
      if (this.interception && statement.includes(this.interception.text))
        return this.holdBack(statement, client, database);
      database.write(statement);
      if (this.losesResponseTo === undefined || !statement.includes(this.losesResponseTo)) return;
      this.losesResponseTo = undefined;
      isLost = true;
    });
    database.on('data', (response) => {
      if (isLost) this.onLost?.();
      if (this.losesNextResponse || isLost) client.destroy();
      else client.write(response);
      this.losesNextResponse = false;
    });
  }

  private holdBack(statement: Buffer, client: Socket, database: Socket): void {
    client.pause();
    this.intercepted.add(client);
    const closed = new Promise<void>((done) => database.once('close', () => done()));
    this.interception!.onIntercepted(() => {
      if (!database.destroyed) database.end(statement);
      return closed;
    });
    this.interception = undefined;
  }
}
