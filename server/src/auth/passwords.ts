import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { compare, genSalt, hash } from 'bcrypt';
import { createHash, randomUUID } from 'node:crypto';
import { composedPassword } from '@smart-hub/contract/auth';
import { isStorable } from '@smart-hub/contract/text-rules';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { HashQueue } from './hash-queue.js';

/** How many characters follow the salt in a hash of bcrypt. */
const BCRYPT_DIGEST_CHARACTERS = 31;

/** What bcrypt hashes: it ignores whatever comes after. */
const BCRYPT_MAX_BYTES = 72;

/**
 * Ends the hash of a password that was hashed before bcrypt hashed it. A release that does not know it compares such a hash
 * in vain, and takes as long as for any other: so the marker stands at the end.
 */
const PREHASHED = '$sha384';

/**
 * A hash of bcrypt that this or an earlier release may have stored; the group is its cost. In the syntax of PostgreSQL and of
 * JavaScript. What is of another form is no password's hash, and nothing is concluded from it.
 */
const READABLE_HASH = `^\\$2[ab]\\$(0[4-9]|1[0-9]|20)\\$[./A-Za-z0-9]{53}(?:\\$sha384)?$`;

/** What bcrypt hashes of a password. */
interface Form {
  readonly text: string;
  /** Empty, or {@link PREHASHED}. */
  readonly marker: string;
}

/** Hashes and compares passwords on threads of libuv's pool, a few at a time. */
@Injectable()
export class Passwords implements OnModuleInit, OnApplicationShutdown {
  /** The highest cost of a hash that a password may have to be compared with. */
  private highestCost: number;
  private readonly queue: HashQueue;
  private readonly logger = new Logger(Passwords.name);
  private isStopping = false;
  /** The newest renewed hash is stored. */
  private renewed: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly users: UsersService,
  ) {
    this.highestCost = config.BCRYPT_SALT_ROUNDS;
    this.queue = new HashQueue({ atOnce: config.PASSWORD_HASHES_AT_ONCE, maxWaitMs: config.PASSWORD_WAIT * 1000 });
  }

  /** Also measures how long a hash takes here, before the first request. */
  async onModuleInit(): Promise<void> {
    await this.queue.measure(() => hash(randomUUID(), this.config.BCRYPT_SALT_ROUNDS));
    this.highestCost = Math.max(this.highestCost, await this.users.highestHashCost(READABLE_HASH));
  }

  /** Waits for a renewed hash that is being stored; one that is being made is dropped. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.renewed.catch(() => undefined);
  }

  /**
   * Replaces the hash of an account in the background, if it was made with a lower cost than new ones are (`BCRYPT_SALT_ROUNDS`). Where
   * that fails, or the server is busy, the next login tries again.
   *
   * @param password matches the hash
   */
  renew(user: User, password: string): void {
    if (costOf(user.passwordHash)! >= this.config.BCRYPT_SALT_ROUNDS) return;
    this.queue
      .inBackground(() => this.rehash(user, password))
      .catch((error: unknown) => this.logger.warn(error, 'The hash of a password could not be renewed'));
  }

  private async rehash({ id, passwordHash }: User, password: string): Promise<void> {
    const renewed = await this.hashNow(password);
    if (this.isStopping) return;
    this.renewed = this.users.replaceHash(id, passwordHash, renewed);
    await this.renewed;
  }

  /** @throws ProblemError `server.overloaded` when too many hashes wait */
  hash(password: string): Promise<string> {
    return this.queue.run(() => this.hashNow(password));
  }

  private hashNow(password: string): Promise<string> {
    return hashPassword(password, this.config.BCRYPT_SALT_ROUNDS);
  }

  /**
   * Whether the password is the hash's. A wrong password takes the same time, and is refused under the same load, whatever the
   * hash's cost and also when there is no hash, or one that cannot be read: how much work it takes depends on the password alone.
   *
   * @throws ProblemError `server.overloaded` when too many hashes wait
   */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const matches = await this.queue.run(() => this.matchesAny(formsOf(password), passwordHash));
    return matches && isStorable(password);
  }

  private async matchesAny(forms: readonly Form[], passwordHash: string | undefined): Promise<boolean> {
    for (const form of forms) if (await this.compare(form, passwordHash)) return true;
    return false;
  }

  private async compare({ text, marker }: Form, passwordHash = ''): Promise<boolean> {
    // One who knows what a long password was hashed to must not get in with that, nor the other way round.
    const isOfForm = passwordHash.endsWith(PREHASHED) === (marker === PREHASHED);
    const cost = costOf(passwordHash);
    if (!isOfForm || cost === undefined) return this.waste(text, this.highestCost);
    this.highestCost = Math.max(this.highestCost, cost);
    if (await compare(text, passwordHash.slice(0, passwordHash.length - marker.length))) return true;
    // Each cost takes twice the time of the one below: together these take as long as one comparison at the highest cost.
    for (let more = cost; more < this.highestCost; more += 1) await this.waste(text, more);
    return false;
  }

  /** Compares with a hash that no password has. */
  private async waste(text: string, cost: number): Promise<false> {
    await compare(text, (await genSalt(cost)) + '.'.repeat(BCRYPT_DIGEST_CHARACTERS));
    return false;
  }
}

/** The hash of a password as it is stored, at once. @param cost of bcrypt */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const { text, marker } = formOf(composedPassword(password));
  return (await hash(text, cost)) + marker;
}

/** Such as 10 of `$2b$10$...`; undefined for what is no hash of a password. */
function costOf(passwordHash: string): number | undefined {
  const cost = passwordHash.match(READABLE_HASH)?.[1];
  return cost === undefined ? undefined : Number(cost);
}

/** As it is hashed now; and as earlier releases hashed it, where that is another text: as it was typed. */
function formsOf(password: string): Form[] {
  const composed = composedPassword(password);
  const typed = formOf(password);
  return composed === password || typed.marker === PREHASHED ? [formOf(composed)] : [formOf(composed), typed];
}

/** bcrypt would cut a text that is longer, or that it cannot read to its end. */
function formOf(password: string): Form {
  if (Buffer.byteLength(password) <= BCRYPT_MAX_BYTES && isStorable(password)) return { text: password, marker: '' };
  return { text: createHash('sha384').update(password).digest('base64'), marker: PREHASHED };
}
