import { Logger } from '@nestjs/common';

/** What is logged for an operator who looks for abuse. Administrative acts begin with `admin.`. */
export type SecurityEvent =
  | 'registration'
  | 'login'
  | 'login.failed'
  | 'request.limited'
  | 'command.limited'
  | 'handshake.refused'
  | 'session.refused'
  | 'session.ended'
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

const logger = new Logger('Security');

/** Writes one line at `info`. Never pass contents, e-mail addresses, passwords or tokens. */
export function logSecurity(event: SecurityEvent, context: SecurityContext): void {
  logger.log({ event, ...context }, `Security: ${event}`);
}
