import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { compare, genSalt, hash } from 'bcrypt';
import { createHash, randomUUID } from 'node:crypto';
import { composedPassword } from '@smart-hub/contract/auth';
import { isStorable } from '@smart-hub/contract/text-rules';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { HashQueue } from './hash-queue.js';

/** The length of the digest after the salt in a bcrypt hash, in characters. */
const BCRYPT_DIGEST_CHARACTERS = 31;

/** The maximum input of bcrypt, which ignores all further bytes. */
const BCRYPT_MAX_BYTES = 72;

/**
 * The suffix of a stored hash whose password was hashed with SHA-384 before bcrypt. It is a suffix, so that for a
 * release that does not know it such a hash matches no password, and the comparison takes as long as for any other
 * hash.
 */
const PREHASH_MARKER = '$sha384';

/**
 * Matches a bcrypt hash that this or an earlier release may have stored; the group captures the cost. The syntax is
 * valid in PostgreSQL and in JavaScript. A value of another form is not a password hash: it matches no password, and no
 * cost is read from it.
 */
const STORED_HASH = `^\\$2[ab]\\$(0[4-9]|1[0-9]|20)\\$[./A-Za-z0-9]{53}(?:\\$sha384)?$`;

/** The input of bcrypt for a password. */
interface BcryptInput {
  readonly text: string;
  /** Empty, or {@link PREHASH_MARKER}. */
  readonly marker: string;
}

/** Hashes passwords, and compares them with hashes, on the threads of libuv's pool, with bounded concurrency. */
@Injectable()
export class PasswordHasher implements OnModuleInit, OnApplicationShutdown {
  /** The highest cost of a stored or new hash. */
  private highestCost: number;
  private readonly queue: HashQueue;
  private readonly logger = new Logger(PasswordHasher.name);
  private isStopping = false;
  /** Resolves when the latest upgraded hash is stored. */
  private pendingUpgrade: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly users: UsersService,
  ) {
    this.highestCost = config.BCRYPT_SALT_ROUNDS;
    this.queue = new HashQueue({ atOnce: config.PASSWORD_HASHES_AT_ONCE, maxWaitMs: config.PASSWORD_WAIT * 1000 });
  }

  /** Measures the duration of a hash on this machine before the first request, and finds the highest stored cost. */
  async onModuleInit(): Promise<void> {
    await this.queue.measure(() => hash(randomUUID(), this.config.BCRYPT_SALT_ROUNDS));
    this.highestCost = Math.max(this.highestCost, await this.users.highestHashCost(STORED_HASH));
  }

  /** Waits for an upgraded hash that is being stored. Drops one that is still being computed. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.pendingUpgrade.catch(() => undefined);
  }

  /**
   * Replaces the hash of an account in the background if its cost is lower than that of new hashes
   * (`BCRYPT_SALT_ROUNDS`). After a failure, or when the server is busy, the next login tries to replace the hash
   * again.
   *
   * @param password a password that matches the hash
   */
  upgradeHash(user: User, password: string): void {
    if (costOf(user.passwordHash)! >= this.config.BCRYPT_SALT_ROUNDS) return;
    this.queue
      .runInBackground(() => this.rehash(user, password))
      .catch((error: unknown) => this.logger.warn(error, 'A password hash could not be upgraded to the current cost'));
  }

  private async rehash({ id, passwordHash }: User, password: string): Promise<void> {
    const upgraded = await this.hashNow(password);
    if (this.isStopping) return;
    this.pendingUpgrade = this.users.replacePasswordHash(id, passwordHash, upgraded);
    await this.pendingUpgrade;
  }

  /** Hashes a password. @throws ProblemError `server.overloaded` when too many hashes wait */
  hash(password: string): Promise<string> {
    return this.queue.run(() => this.hashNow(password));
  }

  private hashNow(password: string): Promise<string> {
    return hashPassword(password, this.config.BCRYPT_SALT_ROUNDS);
  }

  /**
   * Whether a password matches a hash. For a wrong password, the duration and the refusal under load are the same for
   * every cost of the hash, and also without a hash or with an unreadable one: the amount of work depends only on the
   * password.
   *
   * @throws ProblemError `server.overloaded` when too many hashes wait
   */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const matches = await this.queue.run(() => this.matchesAnyInput(bcryptInputsOf(password), passwordHash));
    return matches && isStorable(password);
  }

  private async matchesAnyInput(inputs: readonly BcryptInput[], passwordHash: string | undefined): Promise<boolean> {
    for (const input of inputs) if (await this.compare(input, passwordHash)) return true;
    return false;
  }

  private async compare({ text, marker }: BcryptInput, passwordHash = ''): Promise<boolean> {
    // Without this check, the SHA-384 digest of a long password would be accepted instead of that password, and a long
    // password instead of a password that equals its digest.
    const hasSameForm = passwordHash.endsWith(PREHASH_MARKER) === (marker === PREHASH_MARKER);
    const cost = costOf(passwordHash);
    if (!hasSameForm || cost === undefined) return this.compareWithDummy(text, this.highestCost);
    this.highestCost = Math.max(this.highestCost, cost);
    if (await compare(text, passwordHash.slice(0, passwordHash.length - marker.length))) return true;
    // Each cost takes twice as long as the one below, so all comparisons together take as long as one at the highest
    // cost.
    for (let padding = cost; padding < this.highestCost; padding += 1) await this.compareWithDummy(text, padding);
    return false;
  }

  /** Spends the time of a comparison with a hash that no password matches. */
  private async compareWithDummy(text: string, cost: number): Promise<false> {
    await compare(text, (await genSalt(cost)) + '.'.repeat(BCRYPT_DIGEST_CHARACTERS));
    return false;
  }
}

/** Hashes a password for storage, without waiting in the queue. @param cost of bcrypt */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const { text, marker } = bcryptInputOf(composedPassword(password));
  return (await hash(text, cost)) + marker;
}

/** Returns the cost of a hash, such as 10 of `$2b$10$...`; undefined for a value that is not a password hash. */
function costOf(passwordHash: string): number | undefined {
  const cost = passwordHash.match(STORED_HASH)?.[1];
  return cost === undefined ? undefined : Number(cost);
}

/**
 * Returns the bcrypt input of this release and, if it differs, that of earlier releases, which hashed the password as
 * typed.
 */
function bcryptInputsOf(password: string): BcryptInput[] {
  const composed = composedPassword(password);
  const typed = bcryptInputOf(password);
  return composed === password || typed.marker === PREHASH_MARKER
    ? [bcryptInputOf(composed)]
    : [bcryptInputOf(composed), typed];
}

/**
 * Hashes a password beforehand if bcrypt would truncate it: if it is too long, or has characters at which bcrypt stops
 * reading.
 */
function bcryptInputOf(password: string): BcryptInput {
  if (Buffer.byteLength(password) <= BCRYPT_MAX_BYTES && isStorable(password)) return { text: password, marker: '' };
  return { text: createHash('sha384').update(password).digest('base64'), marker: PREHASH_MARKER };
}
