import { z } from 'zod';
import { route } from './route.js';

const Part = z.object({
  status: z.enum(['up', 'down']),
  latencyMs: z.number().optional().describe('How long it took to answer, in milliseconds.'),
});

export const Health = z
  .object({
    status: z
      .enum(['up', 'degraded', 'down'])
      .describe('Whether this node can serve; degraded: it serves, but what happens on other nodes comes late.'),
    uptimeSeconds: z.number(),
    parts: z.object({ database: Part, redis: Part.optional().describe('Where there may be several nodes.') }),
    counters: z
      .record(z.string(), z.int())
      .optional()
      .describe('What this node refused, dropped or lost since its start; shown to callers on the same machine only.'),
  })
  .meta({
    id: 'Health',
    example: { status: 'up', uptimeSeconds: 60, parts: { database: { status: 'up', latencyMs: 0.5 } } },
  });
export type Health = z.infer<typeof Health>;

export const healthRoutes = {
  ready: route({
    method: 'GET',
    path: '/health',
    summary: 'Whether this node can serve, and the state of its parts; 503 when it cannot',
    auth: false,
    limited: false,
    status: 200,
    response: Health,
    problems: ['health.unavailable'],
  }),
  live: route({
    method: 'GET',
    path: '/health/live',
    summary: 'Whether the process answers at all; asks no other part',
    auth: false,
    limited: false,
    status: 200,
    response: z.object({ status: z.literal('up') }),
    problems: [],
  }),
};
