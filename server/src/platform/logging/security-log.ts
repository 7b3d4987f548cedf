import { Logger } from '@nestjs/common';
import type { Problem, ProblemCode } from '@smart-hub/contract/problem';

/** What is logged for an operator who looks for abuse. Administrative acts begin with `admin.`. */
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
  /** With which somebody registered, or that somebody made or took back. */
  readonly invitationId?: string | undefined;
  /** Of the client; of an IPv6 address, its /64. */
  readonly address?: string | undefined;
  /** In the answer, too: `X-Request-Id` or `requestId` of the problem. */
  readonly requestId?: string | undefined;
  /** The code of the problem with which a request was refused. */
  readonly code?: string | undefined;
}

/** Problems by which somebody is refused what they may not do. A failed login has an event of its own. */
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

/** Logs that a request or a command was refused because of a limit, or because its sender may not do it; nothing for another problem. */
export function logRefusal(
  kind: 'request' | 'command',
  { status, code, requestId }: Pick<Problem, 'status' | 'code' | 'requestId'>,
  context: SecurityContext,
): void {
  if (status === 429) logSecurity(`${kind}.limited`, { ...context, requestId, code });
  else if (DENIALS.has(code)) logSecurity(`${kind}.denied`, { ...context, requestId, code });
}
