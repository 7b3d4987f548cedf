import { randomBytes } from 'node:crypto';
import { makePrivateFolder } from './account.js';
import { findProgram, ManagedProcess } from './managed-process.js';
import { findFreePort } from './ports.js';

/** The loopback port and the password of a Redis. */
export interface RedisEndpoint {
  readonly port: number;
  readonly password: string;
  readonly url: string;
}

/** Chooses a port and a password. A Redis that is restarted uses the same ones again. */
export async function createRedisEndpoint(): Promise<RedisEndpoint> {
  const port = await findFreePort();
  const password = randomBytes(18).toString('base64url');
  return { port, password, url: `redis://:${password}@127.0.0.1:${port}` };
}

/**
 * Starts a Redis without persistence: Redis has only transient data, and all durable data is in PostgreSQL.
 *
 * @throws ClusterError if Redis is not installed or does not start
 */
export async function startRedis({ port, password }: RedisEndpoint): Promise<ManagedProcess> {
  const program = findProgram('redis-server', '`apt-get install redis-server`, or set REDIS_URL to one that runs');
  const { path, account, remove } = makePrivateFolder('redis');
  const settings = ['bind 127.0.0.1', `port ${port}`, `requirepass ${password}`, `dir ${path}`, 'save ""'];
  // Redis reads the settings from standard input, because the list of processes would show a password among the
  // arguments.
  const input = settings.join('\n');
  const redis = await ManagedProcess.start({
    name: 'Redis',
    program,
    args: ['-'],
    account,
    input,
    readyPattern: /eady to accept/,
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  void redis.ended.then(remove);
  return redis;
}
