import { z } from 'zod';
import { examples } from './examples.js';

export const Ping = z
  .object({})
  .meta({ id: 'Ping', description: 'Nothing, or an object, which may be empty.', example: examples.ping });

export const Pong = z.object({}).meta({ id: 'Pong', description: 'An empty object: that it arrives is the answer.' });
export type Pong = z.infer<typeof Pong>;
