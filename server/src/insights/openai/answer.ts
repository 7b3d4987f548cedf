import { z } from 'zod';

/** The number of a message: 12, "12" and "#12" are the same to a model. */
const number = z.union([z.number(), z.string().transform((text) => Number(/^\D*(\d{1,9})\D*$/u.exec(text)?.[1]))]);
const numbers = z
  .union([z.array(number.catch(NaN)), number.transform((one) => [one])])
  .catch([])
  .transform((all) => all.filter((one) => Number.isInteger(one)));
const item = z.object({ text: z.string(), messages: numbers });
const named = z.string().nullish().catch(null);
const actionItem = item.extend({ owner: named, due: named });

/** A list as models give it: what is not an item is left out. */
function listOf<T extends z.ZodType>(schema: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) => values.map((value) => schema.safeParse(value)).filter((result) => result.success))
    .transform((results) => results.map((result) => result.data as z.output<T>));
}

const answer = z.object({
  summary: z.string(),
  keyPoints: listOf(item),
  decisions: listOf(item),
  actionItems: listOf(actionItem),
  openQuestions: listOf(item),
});

/** What a model said, before anything of it is believed. `messages` are numbers of messages, by its own account. */
export type Answer = z.output<typeof answer>;
export type AnswerItem = z.output<typeof item>;

/**
 * Reads an answer: JSON as asked for, JSON with something around it, or else plain text, which is then the summary. Of
 * JSON that breaks off, the summary is left.
 */
export function readAnswer(text: string): Answer {
  for (const candidate of [text, fenced(text), braced(text)]) {
    const parsed = answer.safeParse(json(candidate));
    if (parsed.success) return parsed.data;
  }
  return { summary: growingSummary(text), keyPoints: [], decisions: [], actionItems: [], openQuestions: [] };
}

function fenced(text: string): string {
  return /```(?:json)?\s*([\s\S]*?)```/u.exec(text)?.[1] ?? '';
}

function braced(text: string): string {
  return text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The summary as far as a growing answer has come; the text itself, where the answer is no JSON. */
export function growingSummary(text: string): string {
  const written = /"summary"\s*:\s*"((?:[^"\\]|\\.)*)/su.exec(text)?.[1];
  if (written === undefined) return /^\s*(?:\{|```)/u.test(text) ? '' : text;
  const whole = json(`"${written.replace(/\\(?:u[\da-f]{0,3})?$/iu, '')}"`);
  return typeof whole === 'string' ? whole : '';
}

const ITEM = {
  type: 'object',
  additionalProperties: false,
  required: ['text', 'messages'],
  properties: { text: { type: 'string' }, messages: { type: 'array', items: { type: 'integer' } } },
};
const NULLABLE = { type: ['string', 'null'] };

/** The shape that a model is asked for, for those that can be held to one. */
export const ANSWER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['summary', 'keyPoints', 'decisions', 'actionItems', 'openQuestions'],
  properties: {
    summary: { type: 'string' },
    keyPoints: { type: 'array', items: ITEM },
    decisions: { type: 'array', items: ITEM },
    actionItems: {
      type: 'array',
      items: {
        ...ITEM,
        required: [...ITEM.required, 'owner', 'due'],
        properties: { ...ITEM.properties, owner: NULLABLE, due: NULLABLE },
      },
    },
    openQuestions: { type: 'array', items: ITEM },
  },
};
