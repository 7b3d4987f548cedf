import type { AccountRow } from './accounts.store.js';

/** The states of an account. `erasing`: the erasure has begun but has not finished. */
export const ACCOUNT_STATES = ['active', 'disabled', 'erasing', 'erased'] as const;
type AccountState = (typeof ACCOUNT_STATES)[number];

/** An account as the commands print it. Times are in ISO 8601. */
export interface Account {
  readonly id: string;
  readonly state: AccountState;
  readonly name: string;
  /** Null if the user has no handle. */
  readonly handle: string | null;
  /** Null once the account is erased. */
  readonly email: string | null;
  readonly createdAt: string;
  /** When the last socket of the user closed; null for an online user, and for a user who has never been online. */
  readonly lastSeenAt: string | null;
  readonly online: boolean;
}

export function toAccount(row: AccountRow): Account {
  const state = stateOf(row);
  return {
    id: row.id,
    state,
    name: row.name,
    handle: row.handle,
    email: state === 'erased' ? null : row.email,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.online ? null : (row.last_seen_at?.toISOString() ?? null),
    online: row.online,
  };
}

function stateOf({ disabled_at, erased_at, is_erasing }: AccountRow): AccountState {
  if (erased_at) return is_erasing ? 'erasing' : 'erased';
  return disabled_at ? 'disabled' : 'active';
}
