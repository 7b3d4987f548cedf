import { HubError } from '@smart-hub/sdk';
import { t } from '../texts/en.js';

/** Why the server did not do what it was asked, in words for people. */
export const reasonOf = (error: unknown): string => (isAnswer(error) ? error.problem.detail : t.notReached);

/** Whether the server has said why, and was not merely not reached in time. */
export const isAnswer = (error: unknown): error is HubError =>
  error instanceof HubError && error.code !== 'server.unreachable' && error.code !== 'request.aborted';
