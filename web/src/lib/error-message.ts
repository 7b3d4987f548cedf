import { HubError } from '@smart-hub/sdk';
import { t } from '../texts/en.js';

/** Returns the message to show to the user for a failed request. */
export const errorMessageOf = (error: unknown): string => (isServerError(error) ? error.problem.detail : t.notReached);

/** Whether the error is a problem that the server has returned, rather than a failed connection or a timeout. */
export const isServerError = (error: unknown): error is HubError =>
  error instanceof HubError && error.code !== 'server.unreachable' && error.code !== 'request.aborted';
