import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Counters } from '../platform/health/counters.js';
import { guarded } from '../platform/health/guarded.js';
import { InTurn } from '../platform/in-turn.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import type { User } from '../users/user.entity.js';
import type { CredentialKeys } from './credentials.store.js';
import { tooManyLogins } from './hash-queue.js';
import { LoginDelayStore } from './login-delay.store.js';

/** How many attempts of one counter may wait on a node. */
const MAX_WAITING = 100;
const PRUNE_EVERY_MS = 600_000;

/**
 * Slows down guessing the password of one account, from however many addresses. After `LOGIN_FAILURES` failed logins an attempt
 * is refused until a delay is over, which grows with each failure. An address from which the account's owner has registered or
 * logged in has its own counter, so that strangers cannot lock the owner out.
 *
 * Invariants: accounts that exist and those that do not are treated alike. An attempt is counted as failed before its password is
 * checked: guesses at the same moment are all counted, on however many nodes, and one whose node crashes stays counted. Attempts
 * of different counters do not wait for each other. On a node those of one counter are checked one at a time, so that logins
 * that succeed do not delay each other.
 */
@Injectable()
export class LoginDelay implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(LoginDelay.name);
  private readonly turns = new InTurn();
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
   * Checks a password, unless too many were wrong.
   *
   * @param email of the account, as it is stored
   * @param check resolves with the account, or with null if the password is wrong or there is none. What it throws is not counted
   * @throws ProblemError `auth.login_delayed`, or `server.overloaded` when too many attempts of the same counter wait, or for too long
   */
  async attempt(email: string, address: string, check: () => Promise<User | null>): Promise<User | null> {
    const key = keyOf(email, (await this.store.isKnown(email, address)) ? address : undefined);
    return this.inTurn(key.toString('hex'), async () => {
      const user = await this.count(key, check);
      if (user) await this.store.succeed(key, user.id, address);
      return user;
    });
  }

  /** Has an address counted as its owner's before their first login: they registered there. */
  remember(userId: string, address: string): Promise<void> {
    return this.store.succeed(null, userId, address);
  }

  private inTurn<T>(counter: string, work: () => Promise<T>): Promise<T> {
    const length = this.turns.lengthOf(counter);
    if (length > MAX_WAITING) throw tooManyLogins(1);
    if (length === 0) return this.turns.run(counter, work);
    const deadline = performance.now() + this.config.PASSWORD_WAIT * 1000;
    return this.turns.run(counter, () => {
      if (performance.now() > deadline) throw tooManyLogins(1);
      return work();
    });
  }

  private async count(key: Buffer, check: () => Promise<User | null>): Promise<User | null> {
    const { LOGIN_FAILURES: free } = this.config;
    const reservation = await this.store.reserve(key, free);
    if (reservation === undefined) throw delayed(await this.store.remaining(key, free));
    try {
      return await check();
    } catch (error) {
      await this.release(key, reservation);
      throw error;
    }
  }

  /** Where that fails, the attempt stays counted as failed. */
  private async release(key: Buffer, reservation: string): Promise<void> {
    await this.store
      .release(key, reservation)
      .catch((error: unknown) => this.logger.warn(error, 'An attempt to log in stays counted as failed'));
  }
}

/** @param waitS not positive when the delay has just ended */
function delayed(waitS: number): ProblemError {
  const retryAfter = Math.max(1, Math.ceil(waitS));
  return new ProblemError(
    'auth.login_delayed',
    `Too many logins to this account have failed: try again in ${retryAfter} s.`,
    { retryAfter },
  );
}

/**
 * The key of a counter.
 *
 * @param knownAddress of the account's owner; undefined: the counter of all other addresses
 */
function keyOf(email: string, knownAddress?: string): Buffer {
  const counted = knownAddress === undefined ? email : `${email}\n${knownAddress}`;
  return createHash('sha256').update(counted).digest();
}

/** The keys of all counters of an account. */
export function failureKeysOf({ email, addresses }: CredentialKeys): Buffer[] {
  return [keyOf(email), ...addresses.map((address) => keyOf(email, address))];
}
