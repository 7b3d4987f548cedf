import { Logger } from '@nestjs/common';
import type { Problem, ProblemCode } from '@smart-hub/contract/problem';

/** The events that are logged for an operator who looks for abuse. Administrative actions begin with `admin.`. */
export type SecurityEvent =
  | 'registration'
  | 'login'
  | 'login.failed'
  | 'request.limited'
  | 'request.denied'
  | 'command.limited'
  | 'command.denied'
  | 'handshake.refused'
  | 'logout'
  | 'password.changed'
  | 'session.refused'
  | 'session.ended'
  | 'session.revoked'
  | 'session.token_reused'
  | 'password.reset_requested'
  | 'password.reset'
  | 'email.verified'
  | 'email.change_requested'
  | 'email.changed'
  | 'invitation.created'
  | 'invitation.revoked'
  | `admin.${string}`;

/** Who caused an event, as far as that is known. */
export interface SecurityContext {
  readonly userId?: string | undefined;
  /** The invitation with which a user registered, or that was created or revoked. */
  readonly invitationId?: string | undefined;
  /** The address of the client; for IPv6, the /64 prefix. */
  readonly address?: string | undefined;
  /** The id of the request. The response also has it, as `X-Request-Id` or as `requestId` of the problem. */
  readonly requestId?: string | undefined;
  /** The code of the problem with which a request was refused. */
  readonly code?: string | undefined;
}

/** Problems that deny a forbidden action. A failed login has a separate event. */
const DENIALS: ReadonlySet<ProblemCode> = new Set([
  'auth.token_missing',
  'auth.token_invalid',
  'auth.token_expired',
  'auth.session_ended',
  'auth.other_user',
  'auth.password_wrong',
  'session.not_found',
  'auth.link_invalid',
  'auth.email_unverified',
  'registration.closed',
  'registration.invitation_needed',
  'registration.invitation_invalid',
  'invitation.not_allowed',
  'invitation.not_found',
  'conversation.not_found',
]);

const logger = new Logger('Security');

/** Writes one line at `info`. Never pass contents, e-mail addresses, passwords or tokens. */
export function logSecurity(event: SecurityEvent, context: SecurityContext): void {
  logger.log({ event, ...context }, `Security: ${event}`);
}

/**
 * Logs a request or a command that was refused because of a limit, or because its sender may not perform it. Ignores
 * other problems.
 */
export function logRefusal(
  kind: 'request' | 'command',
  { status, code, requestId }: Pick<Problem, 'status' | 'code' | 'requestId'>,
  context: SecurityContext,
): void {
  if (status === 429) logSecurity(`${kind}.limited`, { ...context, requestId, code });
  else if (DENIALS.has(code)) logSecurity(`${kind}.denied`, { ...context, requestId, code });
}
