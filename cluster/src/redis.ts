import { randomBytes } from 'node:crypto';
import { makePrivateFolder } from './account.js';
import { findProgram, Part } from './part.js';
import { freePort } from './ports.js';

/** Where a Redis listens, on this machine alone, and the word that lets in. */
export interface RedisSeat {
  readonly port: number;
  readonly password: string;
  readonly url: string;
}

/** A place for a Redis, where another one can follow it. */
export async function findRedisSeat(): Promise<RedisSeat> {
  const port = await freePort();
  const password = randomBytes(18).toString('base64url');
  return { port, password, url: `redis://:${password}@127.0.0.1:${port}` };
}

/**
 * Starts a Redis that keeps nothing: what it knows is of the moment, and the truth is in PostgreSQL.
 *
 * @throws ClusterError when it is not installed
 */
export async function startRedis({ port, password }: RedisSeat): Promise<Part> {
  const program = findProgram('redis-server', '`apt-get install redis-server`, or set REDIS_URL to one that runs');
  const { path, account, remove } = makePrivateFolder('redis');
  const settings = ['bind 127.0.0.1', `port ${port}`, `requirepass ${password}`, `dir ${path}`, 'save ""'];
  // From standard input, because the password would stand in the list of processes.
  const input = settings.join('\n');
  const part = await Part.start({ name: 'Redis', program, args: ['-'], account, input, ready: /eady to accept/ }).catch(
    (error: unknown) => {
      remove();
      throw error;
    },
  );
  void part.ended.then(remove);
  return part;
}
