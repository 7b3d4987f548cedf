import { z } from 'zod';
import { examples } from './examples.js';
import { Id, Timestamp } from './identifiers.js';
import { route } from './route.js';

export const Session = z
  .object({
    id: Id,
    device: z
      .string()
      .describe(
        'The program that logged in, as it names itself: such as `Firefox on Linux`. Empty when it did not say.',
      ),
    address: z.string().describe('The network address that it was used from last; of an IPv6 address, its /64.'),
    createdAt: Timestamp,
    lastUsedAt: Timestamp.describe('When it was used last, to the minute.'),
    expiresAt: Timestamp.describe('When it ends unless it is renewed before.'),
    current: z.boolean().describe('Whether it is the one that asks.'),
  })
  .meta({ id: 'Session', description: 'A login on one device.', example: examples.session });
export type Session = z.infer<typeof Session>;

export const sessionsRoutes = {
  list: route({
    method: 'GET',
    path: '/sessions',
    summary: 'My sessions, the last used first',
    auth: true,
    unverified: true,
    status: 200,
    response: z.array(Session),
    problems: [],
  }),
  endOthers: route({
    method: 'DELETE',
    path: '/sessions',
    summary: 'End all my other sessions',
    auth: true,
    unverified: true,
    status: 200,
    response: z.object({ ended: z.int().describe('The number of sessions that were ended.') }),
    problems: [],
  }),
  end: route({
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'End a session: its tokens are not valid any more, and its sockets are disconnected',
    auth: true,
    unverified: true,
    params: z.strictObject({ id: Id }),
    status: 200,
    response: Session,
    problems: ['session.not_found'],
  }),
};
