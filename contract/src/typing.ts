import { z } from 'zod';
import { Id } from './identifiers.js';

export const Typing = z
  .object({ conversationId: Id, active: z.boolean().describe('False when it stops; it stops by itself, too.') })
  .meta({ id: 'Typing' });
export type Typing = z.infer<typeof Typing>;

export const TypingChanged = z
  .object({ conversationId: Id, userIds: z.array(Id).describe('Everybody who is typing; replaces the last list.') })
  .meta({ id: 'TypingChanged' });
export type TypingChanged = z.infer<typeof TypingChanged>;
