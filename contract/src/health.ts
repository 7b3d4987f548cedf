import { z } from 'zod';
import { route } from './route.js';

const ComponentHealth = z.object({
  status: z.enum(['up', 'down']),
  latencyMs: z.number().optional().describe('The response time, in milliseconds.'),
});

export const Health = z
  .object({
    status: z
      .enum(['up', 'degraded', 'down'])
      .describe('Whether this node can serve requests. `degraded`: it can, but events from other nodes arrive late.'),
    uptimeSeconds: z.number(),
    parts: z.object({
      database: ComponentHealth,
      redis: ComponentHealth.optional().describe('Present when Redis is configured, for several nodes.'),
    }),
    counters: z
      .record(z.string(), z.int())
      .optional()
      .describe(
        'Counters of what this node has refused, dropped or lost since its start. Only present for callers on the same machine.',
      ),
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
    summary: 'Readiness: the state of this node and of its database and Redis; 503 when the node cannot serve requests',
    auth: false,
    limited: false,
    status: 200,
    response: Health,
    problems: ['health.unavailable'],
  }),
  live: route({
    method: 'GET',
    path: '/health/live',
    summary: 'Liveness: whether the process responds; checks neither the database nor Redis',
    auth: false,
    limited: false,
    status: 200,
    response: z.object({ status: z.literal('up') }),
    problems: [],
  }),
};
