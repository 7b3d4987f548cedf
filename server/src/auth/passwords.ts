import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { compare, hash } from 'bcrypt';
import { randomUUID } from 'node:crypto';
import { isHashable } from '@smart-hub/contract/auth';
import { CONFIG, type Config } from '../platform/config/config.js';
import { HashQueue } from './hash-queue.js';

/** Hashes and compares passwords on threads of libuv's pool, a few at a time. */
@Injectable()
export class Passwords implements OnModuleInit {
  /** The hash that a password is compared with when there is no account: it takes as long, and never matches. */
  private decoy = '';
  private readonly queue: HashQueue;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.queue = new HashQueue({ atOnce: config.PASSWORD_HASHES_AT_ONCE, maxWaitMs: config.PASSWORD_WAIT * 1000 });
  }

  /** Also measures how long a hash takes here, before the first request. */
  async onModuleInit(): Promise<void> {
    this.decoy = await this.queue.measure(() => hash(randomUUID(), this.config.BCRYPT_SALT_ROUNDS));
  }

  /** @throws ProblemError `server.overloaded` when too many hashes wait */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(password, this.config.BCRYPT_SALT_ROUNDS));
  }

  /**
   * Whether the password is the hash's. Takes the same time, and is refused under the same load, when there is no hash.
   *
   * @throws ProblemError `server.overloaded` when too many hashes wait
   */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    // bcrypt would cut a longer one, and find that it matches.
    const known = passwordHash !== undefined && isHashable(password);
    const compared = isHashable(password) ? password : '';
    const matches = await this.queue.run(() => compare(compared, passwordHash ?? this.decoy));
    return known && matches;
  }
}
