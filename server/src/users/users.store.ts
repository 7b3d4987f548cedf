import { Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { Sql } from '../platform/database/sql.js';
import type { User } from './user.entity.js';

const userBy = (column: 'id' | 'email') => `
  select id, name, email, password_hash as "passwordHash", online, last_seen_at as "lastSeenAt", created_at as "createdAt"
    from users where ${column} = $1`;
const BY_ID = userBy('id');
const BY_EMAIL = userBy('email');

/** Run again with the same id it changes nothing, and returns the same. */
const INSERT = `
  insert into users (id, name, email, password_hash) values ($1, $2, $3, $4)
  on conflict (email) do update set email = excluded.email where users.id = excluded.id
  returning id`;

@Injectable()
export class UsersStore {
  constructor(private readonly sql: Sql) {}

  /** Asked for every request and every handshake: planned once, and five times as cheap as through a repository. */
  async findById(id: string): Promise<User | null> {
    const [user] = await this.sql.prepared<User & QueryResultRow>('user_by_id', BY_ID, [id]);
    return user ?? null;
  }

  async findByEmail(email: string): Promise<User | null> {
    const [user] = await this.sql.prepared<User & QueryResultRow>('user_by_email', BY_EMAIL, [email]);
    return user ?? null;
  }

  /** Stores an account; null when another has the e-mail, also if it came at the same instant. */
  async insert(account: Pick<User, 'id' | 'name' | 'email' | 'passwordHash'>): Promise<User | null> {
    const { id, name, email, passwordHash } = account;
    const [inserted] = await this.sql.idempotent<{ id: string }>(INSERT, [id, name, email, passwordHash]);
    return inserted ? this.findById(id) : null;
  }
}
