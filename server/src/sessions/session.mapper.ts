import type { Session } from '@smart-hub/contract/sessions';
import type { SessionRow } from './sessions.store.js';

/** A session as its user is shown it. @param currentId of the session that asks, if it is of one */
export function toSession(row: SessionRow, currentId: string | undefined): Session {
  return {
    id: row.id,
    device: row.device,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: row.id === currentId,
  };
}
