import { z } from 'zod';
import { examples } from './examples.js';

export const Ping = z
  .object({})
  .meta({ id: 'Ping', description: 'An object, which may be empty; may be omitted.', example: examples.ping });

export const Pong = z
  .object({})
  .meta({ id: 'Pong', description: 'An empty object: its arrival shows that the connection is alive.' });
export type Pong = z.infer<typeof Pong>;
