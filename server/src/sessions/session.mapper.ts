import type { Session } from '@smart-hub/contract/sessions';
import type { SessionRow } from './sessions.store.js';

/** Maps a session to its representation in the API. @param currentId the session of the request, if any */
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
