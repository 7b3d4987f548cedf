import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { route } from './route.js';

export const Session = z
  .object({
    id: Id,
    device: z
      .string()
      .describe('The client program by its `User-Agent`, such as `Firefox on Linux`. Empty without that header.'),
    address: z.string().describe('The network address from which the session was last used; for IPv6 the /64 network.'),
    createdAt: Timestamp,
    lastUsedAt: Timestamp.describe('When the session was last used, to the minute.'),
    expiresAt: Timestamp.describe('When the session ends, unless it is renewed before.'),
    current: z.boolean().describe('Whether this is the session of the request.'),
  })
  .meta({ id: 'Session', description: 'A login on one device.', example: examples.session });
export type Session = z.infer<typeof Session>;

export const sessionsRoutes = {
  list: route({
    method: 'GET',
    path: '/sessions',
    summary: 'List the active sessions of the logged-in user, the most recently used first',
    auth: true,
    unverified: true,
    status: 200,
    response: z.array(Session),
    problems: [],
  }),
  endOthers: route({
    method: 'DELETE',
    path: '/sessions',
    summary: 'End all sessions of the logged-in user except that of the request',
    auth: true,
    unverified: true,
    status: 200,
    response: z.object({ ended: z.int().describe('The number of sessions that this request ended.') }),
    problems: [],
  }),
  end: route({
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'End a session: its tokens become invalid, and its sockets are disconnected',
    auth: true,
    unverified: true,
    params: z.strictObject({ id: Id.describe('The id of the session.') }),
    status: 200,
    response: Session,
    problems: ['session.not_found'],
  }),
};
