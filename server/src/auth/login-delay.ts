import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Counters } from '../platform/health/counters.js';
import { guarded } from '../platform/health/guarded.js';
import { KeyedQueue } from '../platform/keyed-queue.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import type { User } from '../users/user.entity.js';
import type { CredentialKeys } from './credentials.store.js';
import { tooManyLogins } from './hash-queue.js';
import { LoginDelayStore } from './login-delay.store.js';

/** The maximum number of login attempts of one counter that wait on a node. */
const MAX_WAITING = 100;
const PRUNE_EVERY_MS = 600_000;

/**
 * Slows down password guessing against one account, from any number of addresses. After `LOGIN_FAILURES` failed logins,
 * attempts are refused until a delay is over, which grows with each failure. An address from which the owner has
 * registered or logged in has a counter of its own, so that strangers cannot lock the owner out.
 *
 * Invariants: existing and unknown accounts are treated alike. An attempt is counted as failed before its password is
 * checked, so that concurrent guesses on all nodes are counted, and a guess stays counted when its node crashes.
 * Attempts of different counters do not wait for each other. A node checks the attempts of one counter one at a time,
 * so that successful logins do not delay each other.
 */
@Injectable()
export class LoginDelay implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(LoginDelay.name);
  private readonly queues = new KeyedQueue();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: LoginDelayStore,
    @Inject(CONFIG) private readonly config: Config,
    private readonly counters: Counters,
  ) {}

  onModuleInit(): void {
    const guard = { counters: this.counters, logger: this.logger };
    this.timer = setInterval(
      guarded(guard, 'Pruning failed logins', () => this.store.prune()),
      PRUNE_EVERY_MS,
    );
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Checks a password, unless too many logins to the account have failed.
   *
   * @param email the e-mail address of the account, in its stored form
   * @param address the IP address of the client
   * @param check resolves with the account, or with null if the password is wrong or the account does not exist. An
   *   error is not counted as a failure, and is rethrown
   * @throws ProblemError `auth.login_delayed`, or `server.overloaded` when too many attempts with the same
   *   counter are waiting, or this attempt has waited for too long
   */
  async attempt(email: string, address: string, check: () => Promise<User | null>): Promise<User | null> {
    const key = keyOf(email, (await this.store.isKnownAddress(email, address)) ? address : undefined);
    return this.enqueue(key.toString('hex'), async () => {
      const user = await this.countAttempt(key, check);
      if (user) await this.store.recordSuccess(key, user.id, address);
      return user;
    });
  }

  /** Stores the address of a registration, which gives it a counter of its own before the first login. */
  rememberAddress(userId: string, address: string): Promise<void> {
    return this.store.recordSuccess(null, userId, address);
  }

  private enqueue<T>(counter: string, work: () => Promise<T>): Promise<T> {
    const length = this.queues.lengthOf(counter);
    if (length > MAX_WAITING) throw tooManyLogins(1);
    if (length === 0) return this.queues.run(counter, work);
    const deadline = performance.now() + this.config.PASSWORD_WAIT * 1000;
    return this.queues.run(counter, () => {
      if (performance.now() > deadline) throw tooManyLogins(1);
      return work();
    });
  }

  private async countAttempt(key: Buffer, check: () => Promise<User | null>): Promise<User | null> {
    const { LOGIN_FAILURES: freeFailures } = this.config;
    const reservation = await this.store.reserve(key, freeFailures);
    if (reservation === undefined) throw loginDelayed(await this.store.remainingSeconds(key, freeFailures));
    try {
      return await check();
    } catch (error) {
      await this.release(key, reservation);
      throw error;
    }
  }

  /** Takes an attempt off the count. If that fails, logs a warning, and the attempt stays counted as failed. */
  private async release(key: Buffer, reservation: string): Promise<void> {
    await this.store
      .release(key, reservation)
      .catch((error: unknown) =>
        this.logger.warn(error, 'A login attempt could not be taken off the count, and stays counted as failed'),
      );
  }
}

/** @param waitS the remaining delay in seconds; zero or negative when the delay has just ended */
function loginDelayed(waitS: number): ProblemError {
  const retryAfter = Math.max(1, Math.ceil(waitS));
  return new ProblemError(
    'auth.login_delayed',
    `Too many logins to this account have failed: try again in ${retryAfter} s.`,
    { retryAfter },
  );
}

/**
 * Returns the key of a counter.
 *
 * @param knownAddress an address that the owner has used; undefined for the counter of all other addresses
 */
function keyOf(email: string, knownAddress?: string): Buffer {
  const counted = knownAddress === undefined ? email : `${email}\n${knownAddress}`;
  return createHash('sha256').update(counted).digest();
}

/** Returns the keys of all counters of an account. */
export function failureKeysOf({ email, addresses }: CredentialKeys): Buffer[] {
  return [keyOf(email), ...addresses.map((address) => keyOf(email, address))];
}
