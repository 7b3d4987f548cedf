import { z } from 'zod';
import { examples } from './examples.js';
import { ConversationId, Id, Timestamp } from './identifiers.js';
import { route } from './route.js';

const messageIds = z
  .array(Id)
  .min(1)
  .describe('The messages that support the item; the server has verified that each one is among the covered messages.');

export const InsightItem = z
  .object({ text: z.string(), messageIds })
  .meta({ id: 'InsightItem', example: examples.insightItem });
export type InsightItem = z.infer<typeof InsightItem>;

export const ActionItem = InsightItem.extend({
  owner: z.string().nullable().describe('The person responsible, if the conversation names one.'),
  due: z.string().nullable().describe('The due date as worded in the conversation, if it has one.'),
}).meta({ id: 'ActionItem', example: examples.actionItem });
export type ActionItem = z.infer<typeof ActionItem>;

export const Insight = z
  .object({
    id: Id,
    conversation: z.object({ id: Id }),
    summary: z.string().describe('A neutral summary of at most 120 words, in the language of the conversation.'),
    keyPoints: z.array(InsightItem),
    decisions: z.array(InsightItem),
    actionItems: z.array(ActionItem),
    openQuestions: z.array(InsightItem),
    droppedItems: z
      .int()
      .describe(
        'The number of items that were dropped because they cite messages that are not among the covered ones.',
      ),
    generator: z
      .enum(['openai', 'extractive'])
      .describe('`openai`: written by a language model. `extractive`: built in, without a language model.'),
    model: z.string().nullable().describe('The name of the language model; null without one.'),
    fromSeq: z.int().describe('The seq of the first covered message.'),
    toSeq: z.int().describe('The seq of the last covered message.'),
    coveredMessages: z.int().describe('The number of covered messages.'),
    skippedMessages: z
      .int()
      .describe('The number of messages that were skipped because the conversation is too long, the oldest first.'),
    messagesSince: z.int().describe('The number of messages after the covered ones.'),
    requestedBy: Id.describe('The participant who requested the insight.'),
    tokens: z
      .object({ prompt: z.int(), completion: z.int() })
      .nullable()
      .describe(
        'The tokens that the language model charged for, if its server reports them. Set with the generator `extractive` when a model was called, but the response of the model was unusable or was filtered.',
      ),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'Insight',
    description: 'A summary of a conversation. Every item cites the messages that support it.',
    example: examples.insight,
  });
export type Insight = z.infer<typeof Insight>;

export const InsightCreated = z
  .object({ conversationId: Id, insight: Insight })
  .meta({ id: 'InsightCreated', example: examples.insightCreated });
export type InsightCreated = z.infer<typeof InsightCreated>;

export const InsightProgress = z
  .object({ conversationId: Id, text: z.string().describe('The summary generated so far; not verified yet.') })
  .meta({ id: 'InsightProgress', example: examples.insightProgress });
export type InsightProgress = z.infer<typeof InsightProgress>;

const conversationRoute = { params: ConversationId, auth: true, status: 200 } as const;

export const insightsRoutes = {
  find: route({
    ...conversationRoute,
    method: 'GET',
    path: '/insights/:conversationId',
    summary: 'Get the insight of a conversation; null if there is none yet',
    response: Insight.nullable(),
    problems: ['conversation.not_found'],
  }),
  create: route({
    ...conversationRoute,
    method: 'POST',
    path: '/insights/:conversationId',
    summary: 'Get the insight of a conversation; the first request generates and stores it, for all participants',
    response: Insight,
    problems: [
      'conversation.not_found',
      'insight.no_messages',
      'insight.model_unavailable',
      'insight.model_misconfigured',
      'server.overloaded',
    ],
  }),
};
