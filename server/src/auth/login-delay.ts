import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Counters } from '../platform/health/counters.js';
import { guarded } from '../platform/health/guarded.js';
import { InTurn } from '../platform/in-turn.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import type { User } from '../users/user.entity.js';
import { tooManyLogins } from './hash-queue.js';
import { LoginDelayStore, type AttemptKeys } from './login-delay.store.js';

/** The first delay; it doubles with each further failure. In seconds. */
const FIRST_DELAY_S = 1;
const LONGEST_DELAY_S = 30;
const PRUNE_EVERY_MS = 600_000;

/**
 * Slows down guessing the password of one account, from however many addresses. After `LOGIN_FAILURES` failed logins an attempt
 * is refused until a delay is over, which grows with each failure. An address from which the account's owner has registered or
 * logged in is counted by itself, so that strangers cannot lock the owner out.
 *
 * Invariants: accounts that exist and those that do not are treated alike; a node checks one password of an account at a time,
 * so that guesses that are made at the same moment are counted, too.
 */
@Injectable()
export class LoginDelay implements OnModuleInit, BeforeApplicationShutdown {
  private readonly turns = new InTurn();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: LoginDelayStore,
    @Inject(CONFIG) private readonly config: Config,
    private readonly counters: Counters,
  ) {}

  onModuleInit(): void {
    const guard = { counters: this.counters, logger: new Logger(LoginDelay.name) };
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
   * @throws ProblemError `auth.login_delayed`, or `server.overloaded` when others at the same account take too long
   */
  attempt(email: string, address: string, check: () => Promise<User | null>): Promise<User | null> {
    const arrived = performance.now();
    return this.turns.run(email, async () => {
      if (performance.now() - arrived > this.config.PASSWORD_WAIT * 1000) throw tooManyLogins(1);
      return this.count({ email, address, keys: keysOf(email, address) }, check);
    });
  }

  /** Counts an address as its owner's from the beginning: whoever registers has not logged in yet. */
  remember(userId: string, address: string): Promise<void> {
    return this.store.succeed(null, userId, address);
  }

  private async count(attempt: AttemptKeys, check: () => Promise<User | null>): Promise<User | null> {
    const row = await this.store.find(attempt);
    const waitS = delayOf(row.failures - this.config.LOGIN_FAILURES) - row.since;
    if (waitS > 0) throw delayed(waitS);
    const user = await check();
    const key = row.known ? attempt.keys.here : attempt.keys.anywhere;
    if (user) await this.store.succeed(key, user.id, attempt.address);
    else await this.store.fail(key);
    return user;
  }
}

/** How long after a failure the next attempt is refused, in seconds. @param excess failures beyond those without a delay */
function delayOf(excess: number): number {
  return excess < 0 ? 0 : Math.min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** excess);
}

function delayed(waitS: number): ProblemError {
  const retryAfter = Math.ceil(waitS);
  return new ProblemError(
    'auth.login_delayed',
    `Too many logins to this account have failed: try again in ${retryAfter} s.`,
    { retryAfter },
  );
}

function keysOf(email: string, address: string): AttemptKeys['keys'] {
  return { anywhere: hashOf(email), here: hashOf(`${email}\n${address}`) };
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
