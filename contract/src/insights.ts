import { z } from 'zod';
import { examples } from './examples.js';
import { ConversationId, Id, Timestamp } from './identifiers.js';
import { route } from './route.js';

const messageIds = z.array(Id).min(1).describe('The messages that it rests on; the server has checked every one.');

export const InsightItem = z
  .object({ text: z.string(), messageIds })
  .meta({ id: 'InsightItem', example: examples.item });
export type InsightItem = z.infer<typeof InsightItem>;

export const ActionItem = InsightItem.extend({
  owner: z.string().nullable().describe('Who will do it, if named.'),
  due: z.string().nullable().describe('By when, in the words of the conversation, if said.'),
}).meta({ id: 'ActionItem', example: examples.task });
export type ActionItem = z.infer<typeof ActionItem>;

export const Insight = z
  .object({
    id: Id,
    conversation: z.object({ id: Id }),
    summary: z.string().describe('Neutral prose of at most 120 words, in the language of the conversation.'),
    keyPoints: z.array(InsightItem),
    decisions: z.array(InsightItem),
    actionItems: z.array(ActionItem),
    openQuestions: z.array(InsightItem),
    droppedItems: z.int().describe('Items left out, because what they cite is not among the covered messages.'),
    generator: z
      .enum(['openai', 'extractive'])
      .describe('Who wrote it: `openai`, a language model; `extractive`, built in, without one.'),
    model: z.string().nullable().describe('The name of the model, where there was one.'),
    fromSeq: z.int().describe('The first message that it covers.'),
    toSeq: z.int().describe('The last.'),
    coveredMessages: z.int().describe('How many messages it rests on.'),
    skippedMessages: z.int().describe('How many it leaves out, older ones first: the conversation was too long.'),
    messagesSince: z.int().describe('How many messages came after those that it covers.'),
    requestedBy: Id.describe('The participant who asked for it.'),
    tokens: z
      .object({ prompt: z.int(), completion: z.int() })
      .nullable()
      .describe(
        'What a model was paid for, as far as its server says. With the generator `extractive`: a model was asked, but it, or a filter, gave no summary that could be used.',
      ),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'Insight',
    description: 'What a conversation is about, summed up; every item cites its messages.',
    example: examples.insight,
  });
export type Insight = z.infer<typeof Insight>;

export const InsightCreated = z.object({ conversationId: Id, insight: Insight }).meta({ id: 'InsightCreated' });
export type InsightCreated = z.infer<typeof InsightCreated>;

export const InsightProgress = z
  .object({ conversationId: Id, text: z.string().describe('The summary as far as it is written; not verified yet.') })
  .meta({ id: 'InsightProgress' });
export type InsightProgress = z.infer<typeof InsightProgress>;

const conversation = { params: ConversationId, auth: true, status: 200 } as const;

export const insightsRoutes = {
  find: route({
    ...conversation,
    method: 'GET',
    path: '/insights/:conversationId',
    summary: 'The insight of a conversation, or null while there is none',
    response: Insight.nullable(),
    problems: ['conversation.not_found'],
  }),
  create: route({
    ...conversation,
    method: 'POST',
    path: '/insights/:conversationId',
    summary: 'The insight of a conversation; made once, whoever asks',
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
