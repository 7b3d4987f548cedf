import { z } from 'zod';

interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  /** Whether the same request, unchanged, may succeed later. */
  readonly retryable: boolean;
  /** Seconds to wait before a retry, unless the response has a more exact value. */
  readonly retryAfter?: number;
}

function defineProblems<const T extends Record<string, ProblemDefinition>>(
  definitions: T,
): Readonly<Record<keyof T, ProblemDefinition>> {
  return definitions;
}

/**
 * All problems with which a request, a command or a handshake can fail. Clients switch on the code; titles may change.
 */
export const problems = defineProblems({
  'request.invalid': { status: 400, title: 'The request is not valid', retryable: false },
  'request.malformed': { status: 400, title: 'The request cannot be read', retryable: false },
  'request.too_large': { status: 413, title: 'The request is too large', retryable: false },
  'request.head_too_large': { status: 431, title: 'The headers of the request are too large', retryable: false },
  'request.timeout': { status: 408, title: 'The request was not received completely in time', retryable: true },
  'request.unsupported': { status: 415, title: 'The format of the request body is not supported', retryable: false },
  'request.range_invalid': { status: 416, title: 'The file does not have the requested byte range', retryable: false },
  'route.not_found': { status: 404, title: 'There is no such route', retryable: false },
  'command.unknown': { status: 404, title: 'There is no such command', retryable: false },
  'rate.limited': { status: 429, title: 'Too many requests', retryable: true, retryAfter: 1 },
  'rate.concurrent': { status: 429, title: 'Too many requests at once', retryable: true, retryAfter: 1 },
  'rate.email_lookups': {
    status: 429,
    title: 'Too many e-mail addresses looked up',
    retryable: true,
    retryAfter: 60,
  },
  'rate.mail': { status: 429, title: 'Too many e-mails requested', retryable: true, retryAfter: 60 },
  'connection.evicted': { status: 429, title: 'The user has too many connections', retryable: false },
  'auth.token_missing': { status: 401, title: 'A token is required', retryable: false },
  'auth.token_invalid': { status: 401, title: 'The token is not valid', retryable: false },
  'auth.token_expired': { status: 401, title: 'The token has expired', retryable: false },
  'auth.session_ended': { status: 401, title: 'The session has ended', retryable: false },
  'auth.other_user': { status: 403, title: 'The token belongs to another user', retryable: false },
  'auth.password_wrong': { status: 403, title: 'The current password is wrong', retryable: false },
  'session.not_found': { status: 404, title: 'There is no such session', retryable: false },
  'auth.credentials_invalid': { status: 401, title: 'E-mail or password is wrong', retryable: false },
  'auth.account_disabled': { status: 403, title: 'The account is disabled', retryable: false },
  'auth.login_delayed': {
    status: 429,
    title: 'Too many failed logins to the account',
    retryable: true,
    retryAfter: 30,
  },
  'auth.link_invalid': { status: 403, title: 'The link is unknown, used or expired', retryable: false },
  'auth.email_unverified': { status: 403, title: 'The e-mail address is not verified', retryable: false },
  'auth.email_taken': { status: 409, title: 'The e-mail address is already in use', retryable: false },
  'registration.closed': { status: 403, title: 'Registration is closed', retryable: false },
  'registration.invitation_needed': { status: 403, title: 'Registration requires an invitation', retryable: false },
  'registration.invitation_invalid': {
    status: 403,
    title: 'The invitation is unknown, used up or expired',
    retryable: false,
  },
  'invitation.not_allowed': { status: 403, title: 'Users of this server cannot create invitations', retryable: false },
  'invitation.too_many': { status: 409, title: 'The user has too many invitations', retryable: false },
  'invitation.not_found': { status: 404, title: 'There is no such invitation', retryable: false },
  'auth.origin_refused': { status: 403, title: 'The origin is not allowed', retryable: false },
  'user.not_found': { status: 404, title: 'There is no such user', retryable: false },
  'user.handle_taken': { status: 409, title: 'The handle is taken', retryable: false },
  'conversation.not_found': { status: 404, title: 'There is no such conversation', retryable: false },
  'conversation.closed': { status: 403, title: 'The conversation is closed', retryable: false },
  'conversation.busy': { status: 503, title: 'The conversation is busy', retryable: true, retryAfter: 1 },
  'message.to_oneself': { status: 400, title: 'A message cannot be sent to oneself', retryable: false },
  'message.not_found': { status: 404, title: 'There is no such message', retryable: false },
  'message.reply_not_found': { status: 404, title: 'There is no such message to reply to', retryable: false },
  'insight.no_messages': { status: 409, title: 'There are no messages to summarise', retryable: false },
  'insight.model_unavailable': {
    status: 503,
    title: 'The insight cannot be generated now',
    retryable: true,
    retryAfter: 10,
  },
  'insight.model_misconfigured': {
    status: 502,
    title: 'The language model rejects the requests of this server',
    retryable: false,
  },
  'mail.unavailable': { status: 501, title: 'This server does not send e-mails', retryable: false },
  'health.unavailable': { status: 503, title: 'This node cannot serve requests now', retryable: true, retryAfter: 5 },
  'database.unavailable': { status: 503, title: 'The database does not respond', retryable: true, retryAfter: 1 },
  'server.overloaded': { status: 503, title: 'The server is overloaded', retryable: true, retryAfter: 1 },
  'server.error': { status: 500, title: 'An internal error occurred', retryable: true, retryAfter: 5 },
  // Only clients raise the following problems; no server responds with them.
  'server.unreachable': { status: 503, title: 'The server could not be reached', retryable: true },
  'server.incompatible': { status: 502, title: 'The response does not come from a compatible server', retryable: true },
  'request.aborted': { status: 499, title: 'The request was aborted', retryable: true },
  'message.undeliverable': {
    status: 400,
    title: 'The message cannot be sent: every attempt ends the connection',
    retryable: false,
  },
});

export type ProblemCode = keyof typeof problems;

/** The problems of every REST route. */
export const commonProblems: readonly ProblemCode[] = [
  'rate.limited',
  'rate.concurrent',
  'database.unavailable',
  'server.error',
];
/** The problems that only clients such as the SDK raise: no server responds with them. */
export const clientProblems: readonly ProblemCode[] = [
  'server.unreachable',
  'server.incompatible',
  'request.aborted',
  'message.undeliverable',
];
/** The common problems that a route without limits (`limited: false`) does not have. */
export const limitProblems: readonly ProblemCode[] = ['rate.limited', 'rate.concurrent'];

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

export const Problem = z
  .object({
    type: z.string().describe('`urn:smart-hub:problem:` followed by the code.'),
    title: z.string().describe('The kind of problem, as text.'),
    status: z.int().describe('The HTTP status; also set on the socket.'),
    detail: z.string().describe('What went wrong in this request, as text.'),
    code: z.enum(codes).describe('The kind of problem, for programs.'),
    retryable: z.boolean().describe('Whether the same request may succeed later.'),
    retryAfter: z.number().optional().describe('Seconds to wait before a retry.'),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('The invalid fields, each with an explanation.'),
    requestId: z.string().describe('Identifies this request in the logs of the server.'),
    message: z
      .union([z.string(), z.array(z.string())])
      .describe(
        'The same text as `detail`, because existing clients show this field; for an invalid request one sentence per field.',
      ),
  })
  .meta({
    id: 'Problem',
    description: 'A problem as defined in RFC 9457. Every failure of a request or a command has this form.',
  });
export type Problem = z.infer<typeof Problem>;
