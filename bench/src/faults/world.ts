import { startBalancer } from '@smart-hub/cluster/balancer';
import { startDatabase, type Database } from '@smart-hub/cluster/database';
import { startNode } from '@smart-hub/cluster/node';
import type { Part } from '@smart-hub/cluster/part';
import { freePort } from '@smart-hub/cluster/ports';
import { balancerTemplate } from '@smart-hub/cluster/product';
import { findRedisSeat, startRedis } from '@smart-hub/cluster/redis';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Link } from './link.js';

/** Debian's place for it, whatever the processor. */
const FAKETIME = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketimeMT.so.1`;

/**
 * Connections that fell silent stay in PostgreSQL until they are mended, beside those that nodes open in their place: room
 * for several times what a node's pools take.
 */
const CONNECTIONS = { perNode: 80, others: 40 };

/** What one machine that plays many people must not be refused for; a token outlives a clock that jumps. */
const limits = {
  NODE_ENV: 'development',
  LOG_LEVEL: 'error',
  BCRYPT_SALT_ROUNDS: '4',
  JWT_EXPIRES_IN: '12h',
  JWT_SECRET: 'known to the nodes of this run, and to nobody else',
  THROTTLER_LIMIT: '1000000',
  THROTTLER_UNKNOWN_LIMIT: '1000000',
  THROTTLER_USER_LIMIT: '1000000',
  REQUESTS_IN_FLIGHT_PER_USER: '1000000',
  REQUESTS_IN_FLIGHT_PER_ADDRESS: '1000000',
  COMMAND_LIMIT: '1000000',
  TRUST_PROXY: '1',
};

/** A node, and the ways from and to it. */
export interface Seat {
  readonly name: string;
  readonly port: number;
  /** From the balancer. */
  readonly front: Link;
  readonly database: Link;
  readonly redis: Link;
  /** What its clock is ahead, in seconds, is read from here; only where libfaketime is installed. */
  readonly clock: string;
  readonly environment: Record<string, string>;
  part: Part | undefined;
}

/** Nodes behind a balancer, on a PostgreSQL and a Redis, with ways between them all that can be made to fail. */
export class World {
  readonly seats: Seat[] = [];
  /** What nodes wrote: they write errors only. */
  readonly log: string[] = [];
  private database: Database | undefined;
  private redis: Part | undefined;
  private balancer: Part | undefined;
  private redisSeat!: Awaited<ReturnType<typeof findRedisSeat>>;
  private port!: number;
  private starting: Promise<void> = Promise.resolve();
  private readonly folder = mkdtempSync(join(tmpdir(), 'hub-faults-'));

  /** Where PostgreSQL's data is. */
  readonly dataDir: string;

  /**
   * @param nodes how many
   * @param volume where PostgreSQL's data is to be; in a temporary folder of its own if not given
   */
  constructor(
    private readonly nodes: number,
    private readonly volume?: string,
  ) {
    this.dataDir = volume ?? mkdtempSync(join(tmpdir(), 'hub-faults-data-'));
    // As root: PostgreSQL's own user must be able to get in.
    chmodSync(this.dataDir, 0o711);
  }

  /** Whatever of it has started when this fails is for `stop` to end. */
  start(): Promise<void> {
    this.starting = this.startAll();
    return this.starting;
  }

  private async startAll(): Promise<void> {
    await this.startDatabase();
    this.redisSeat = await findRedisSeat();
    await this.startRedis();
    for (let index = 1; index <= this.nodes; index += 1) this.seats.push(await this.makeSeat(`node${index}`));
    for (const seat of this.seats) await this.startNode(seat);
    this.port = await freePort();
    const nodes = Object.fromEntries(this.seats.map(({ name, front }) => [name, front.port]));
    this.balancer = await startBalancer({ host: '127.0.0.1', port: this.port, nodes, template: balancerTemplate });
  }

  static readonly hasFakeTime = existsSync(FAKETIME);

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async startNode(seat: Seat): Promise<void> {
    const { name, port, environment } = seat;
    const onLine = (line: string) => void this.log.push(`${name} ${line}`);
    seat.part = await startNode({ name, port, environment, onLine });
  }

  /** Kills a node without a word. */
  async killNode(seat: Seat): Promise<void> {
    seat.part!.signal('SIGKILL');
    await seat.part!.ended;
  }

  get redisPart(): Part {
    return this.redis!;
  }

  /** An empty one, where another one was or is to be. */
  async startRedis(): Promise<void> {
    this.redis = await startRedis(this.redisSeat);
  }

  async startDatabase(): Promise<void> {
    // Killed, it is started again by itself; where that fails, as on a full disk, a fault sees to it.
    const { dataDir, nodes } = this;
    const settings = { max_connections: `${nodes * CONNECTIONS.perNode + CONNECTIONS.others}` };
    this.database = await startDatabase({ dataDir, nodes, settings, onUnexpectedExit: () => undefined });
  }

  async stopDatabase(): Promise<void> {
    await this.database?.stop();
  }

  killDatabase(): void {
    const [pid] = readFileSync(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
  }

  /** Asks the tables behind everybody's back. */
  async rows<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.connect();
    const result = await client.query(text, values).finally(() => client.end());
    return result.rows as Row[];
  }

  /**
   * Runs a statement in a transaction, which stays open, with all its locks.
   *
   * @returns ends it
   */
  async holdTransaction(text: string, values: unknown[]): Promise<() => Promise<void>> {
    const client = await this.connect();
    await client.query('begin');
    const { rowCount } = await client.query(text, values);
    if (rowCount !== 1) throw new Error(`There is not one row but ${rowCount} to lock: ${text}`);
    return () => client.end();
  }

  /** Mends all ways that are broken still. */
  mend(): void {
    for (const { front, database, redis } of this.seats) for (const link of [front, database, redis]) link.mend();
  }

  async stop(): Promise<void> {
    await this.starting.catch(() => undefined);
    await Promise.all(this.seats.map(async ({ part }) => part?.stop()));
    await this.balancer?.stop();
    for (const { front, database, redis } of this.seats) for (const link of [front, database, redis]) link.close();
    await this.redis?.stop();
    await this.stopDatabase();
    rmSync(this.folder, { recursive: true, force: true });
    if (this.volume === undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async connect(): Promise<pg.Client> {
    const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_NAME: database } = this.database!.keys;
    const client = new pg.Client({ host, port: Number(port), user, database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  private async makeSeat(name: string): Promise<Seat> {
    const { DB_HOST: host = '', DB_PORT } = this.database!.keys;
    const port = await freePort();
    const front = await Link.to({ port, host: '127.0.0.1' });
    const database = await Link.to({ path: join(host, `.s.PGSQL.${DB_PORT}`) });
    const redis = await Link.to({ port: this.redisSeat.port, host: '127.0.0.1' });
    const clock = join(this.folder, `${name}.clock`);
    writeFileSync(clock, '+0');
    const faketime = {
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      // Timers follow the monotonic clock, which no jump of the other one moves.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    const environment = {
      ...limits,
      ...this.database!.keys,
      DB_HOST: '127.0.0.1',
      DB_PORT: `${database.port}`,
      REDIS_URL: `redis://:${this.redisSeat.password}@127.0.0.1:${redis.port}`,
      ...(World.hasFakeTime && name === `node${this.nodes}` ? faketime : {}),
    };
    return { name, port, front, database, redis, clock, environment, part: undefined };
  }
}
