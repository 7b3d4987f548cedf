import { HubError } from '@smart-hub/sdk';
import { t } from '../texts/en.js';

/** Why the server did not do what it was asked, in words for people. */
export const reasonOf = (error: unknown): string =>
  error instanceof HubError && error.code !== 'server.unreachable' ? error.problem.detail : t.notReached;
