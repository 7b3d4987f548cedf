import { startBalancer } from '@smart-hub/cluster/balancer';
import { startDatabase, type Database } from '@smart-hub/cluster/database';
import { startNode } from '@smart-hub/cluster/node';
import type { ManagedProcess } from '@smart-hub/cluster/managed-process';
import { findFreePort } from '@smart-hub/cluster/ports';
import { balancerTemplate } from '@smart-hub/cluster/server-build';
import { createRedisEndpoint, startRedis } from '@smart-hub/cluster/redis';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Link } from './link.js';

/** The path of libfaketime on Debian. */
const FAKETIME = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketimeMT.so.1`;

/**
 * Silent connections remain open in PostgreSQL until their link is restored, in addition to those by which nodes
 * replace them. `perNode` is therefore several times the size of a node's pools.
 */
const CONNECTIONS = { perNode: 80, others: 40 };

/**
 * Raises the limits that would refuse one machine which simulates many users. Tokens remain valid when the clock jumps.
 */
const settings = {
  NODE_ENV: 'development',
  LOG_LEVEL: 'error',
  BCRYPT_SALT_ROUNDS: '4',
  JWT_EXPIRES_IN: '12h',
  JWT_SECRET: 'a secret that only the nodes of this run know',
  THROTTLER_LIMIT: '1000000',
  THROTTLER_UNKNOWN_LIMIT: '1000000',
  THROTTLER_USER_LIMIT: '1000000',
  REQUESTS_IN_FLIGHT_PER_USER: '1000000',
  REQUESTS_IN_FLIGHT_PER_ADDRESS: '1000000',
  COMMAND_LIMIT: '1000000',
  TRUST_PROXY: '1',
};

/** A node, and the links to and from it. */
export interface ClusterNode {
  readonly name: string;
  readonly port: number;
  /** The link from the balancer. */
  readonly front: Link;
  readonly database: Link;
  readonly redis: Link;
  /** The file from which libfaketime, if it is installed, reads the offset of the node's clock in seconds. */
  readonly clock: string;
  readonly environment: Record<string, string>;
  process: ManagedProcess | undefined;
}

/** Nodes behind a balancer, with a PostgreSQL and a Redis, and links between them that can be made to fail. */
export class Installation {
  readonly nodes: ClusterNode[] = [];
  /** The log of all nodes, which contains errors only. */
  readonly log: string[] = [];
  private database: Database | undefined;
  private redis: ManagedProcess | undefined;
  private balancer: ManagedProcess | undefined;
  private redisEndpoint!: Awaited<ReturnType<typeof createRedisEndpoint>>;
  private port!: number;
  private starting: Promise<void> = Promise.resolve();
  private readonly folder = mkdtempSync(join(tmpdir(), 'hub-faults-'));

  /** The folder of PostgreSQL's data. */
  readonly dataDir: string;

  /**
   * @param nodeCount the number of nodes
   * @param volume the folder for PostgreSQL's data; by default a temporary folder
   */
  constructor(
    private readonly nodeCount: number,
    private readonly volume?: string,
  ) {
    this.dataDir = volume ?? mkdtempSync(join(tmpdir(), 'hub-faults-data-'));
    // If the bench runs as root, PostgreSQL runs as another user, who must be able to enter the folder.
    chmodSync(this.dataDir, 0o711);
  }

  /** Starts everything. If it fails, `stop` ends the processes that were started. */
  start(): Promise<void> {
    this.starting = this.startAll();
    return this.starting;
  }

  private async startAll(): Promise<void> {
    await this.startDatabase();
    this.redisEndpoint = await createRedisEndpoint();
    await this.startRedis();
    for (let index = 1; index <= this.nodeCount; index += 1) this.nodes.push(await this.createNode(`node${index}`));
    for (const node of this.nodes) await this.startNode(node);
    this.port = await findFreePort();
    const ports = Object.fromEntries(this.nodes.map(({ name, front }) => [name, front.port]));
    this.balancer = await startBalancer({
      host: '127.0.0.1',
      port: this.port,
      nodes: ports,
      template: balancerTemplate,
    });
  }

  static readonly hasFakeTime = existsSync(FAKETIME);

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async startNode(node: ClusterNode): Promise<void> {
    const { name, port, environment } = node;
    const onLine = (line: string) => void this.log.push(`${name} ${line}`);
    node.process = await startNode({ name, port, environment, onLine });
  }

  /** Kills a node with SIGKILL. */
  async killNode(node: ClusterNode): Promise<void> {
    node.process!.signal('SIGKILL');
    await node.process!.ended;
  }

  get redisProcess(): ManagedProcess {
    return this.redis!;
  }

  /** Starts an empty Redis, at the same endpoint each time. */
  async startRedis(): Promise<void> {
    this.redis = await startRedis(this.redisEndpoint);
  }

  async startDatabase(): Promise<void> {
    // After a kill it restarts automatically. If the restart fails, as on a full disk, the fault starts it again.
    const { dataDir, nodeCount } = this;
    const settings = { max_connections: `${nodeCount * CONNECTIONS.perNode + CONNECTIONS.others}` };
    this.database = await startDatabase({ dataDir, nodes: nodeCount, settings, onUnexpectedExit: () => undefined });
  }

  async stopDatabase(): Promise<void> {
    await this.database?.stop();
  }

  killDatabase(): void {
    const [pid] = readFileSync(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
  }

  /** Queries PostgreSQL directly, without the links. */
  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.connect();
    const result = await client.query(text, values).finally(() => client.end());
    return result.rows as Row[];
  }

  /**
   * Runs a statement that locks one row, in a transaction that stays open.
   *
   * @returns a function that ends the transaction
   * @throws Error if the statement does not affect exactly one row
   */
  async lockInTransaction(text: string, values: unknown[]): Promise<() => Promise<void>> {
    const client = await this.connect();
    await client.query('begin');
    const { rowCount } = await client.query(text, values);
    if (rowCount !== 1) throw new Error(`Expected one row to lock, found ${rowCount}: ${text}`);
    return () => client.end();
  }

  /** Restores all links that are still faulty. */
  restoreLinks(): void {
    for (const { front, database, redis } of this.nodes) for (const link of [front, database, redis]) link.restore();
  }

  async stop(): Promise<void> {
    await this.starting.catch(() => undefined);
    await Promise.all(this.nodes.map(async ({ process }) => process?.stop()));
    await this.balancer?.stop();
    for (const { front, database, redis } of this.nodes) for (const link of [front, database, redis]) link.close();
    await this.redis?.stop();
    await this.stopDatabase();
    rmSync(this.folder, { recursive: true, force: true });
    if (this.volume === undefined) rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async connect(): Promise<pg.Client> {
    const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_NAME: database } = this.database!.environment;
    const client = new pg.Client({ host, port: Number(port), user, database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  private async createNode(name: string): Promise<ClusterNode> {
    const { DB_HOST: host = '', DB_PORT } = this.database!.environment;
    const port = await findFreePort();
    const front = await Link.to({ port, host: '127.0.0.1' });
    const database = await Link.to({ path: join(host, `.s.PGSQL.${DB_PORT}`) });
    const redis = await Link.to({ port: this.redisEndpoint.port, host: '127.0.0.1' });
    const clock = join(this.folder, `${name}.clock`);
    writeFileSync(clock, '+0');
    const faketime = {
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      // Timers use the monotonic clock, which does not jump.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    const environment = {
      ...settings,
      ...this.database!.environment,
      DB_HOST: '127.0.0.1',
      DB_PORT: `${database.port}`,
      REDIS_URL: `redis://:${this.redisEndpoint.password}@127.0.0.1:${redis.port}`,
      ...(Installation.hasFakeTime && name === `node${this.nodeCount}` ? faketime : {}),
    };
    return { name, port, front, database, redis, clock, environment, process: undefined };
  }
}
