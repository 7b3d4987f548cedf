import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { compare, hash } from 'bcrypt';
import { randomUUID } from 'node:crypto';
import { isHashable } from '@smart-hub/contract/auth';
import { CONFIG, type Config } from '../platform/config/config.js';

/** Hashes and compares passwords, off the event loop. */
@Injectable()
export class Passwords implements OnModuleInit {
  /** What a password is compared with when there is no account: it takes as long, and never matches. */
  private decoy = '';

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    this.decoy = await this.hash(randomUUID());
  }

  hash(password: string): Promise<string> {
    return hash(password, this.config.BCRYPT_SALT_ROUNDS);
  }

  /** Whether the password is the hash's; takes the same time when there is no hash. */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    // bcrypt would cut a longer one, and find that it matches.
    const known = passwordHash !== undefined && isHashable(password);
    const matches = await compare(isHashable(password) ? password : '', passwordHash ?? this.decoy);
    return known && matches;
  }
}
