import { z } from 'zod';
import { examples } from './examples.js';
import { Id } from './identifiers.js';

export const Typing = z
  .object({
    conversationId: Id,
    active: z
      .boolean()
      .describe(
        'False when the user has stopped typing. If `true` is not repeated, the server ends the typing state by itself.',
      ),
  })
  .meta({ id: 'Typing', example: examples.typing });
export type Typing = z.infer<typeof Typing>;

export const TypingChanged = z
  .object({
    conversationId: Id,
    userIds: z.array(Id).describe('All other participants who are typing; replaces the previous list.'),
  })
  .meta({ id: 'TypingChanged', example: examples.typingChanged });
export type TypingChanged = z.infer<typeof TypingChanged>;
