import { z } from 'zod';
import { prose } from '../clean-text.js';
import { readJson, type Reading } from './lenient-json.js';
import { isStub } from './stub.js';
import { withoutThoughts } from './thoughts.js';

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

/** How deep an answer may be wrapped, in objects, lists and strings of JSON. */
const MAX_WRAPPERS = 3;
/** How many beginnings of objects that are none are looked at: each may have to be read up to the end of the text. */
const MAX_FAILURES = 20;
const JSON_BEGINS = /\{\s*\\?"|^\s*[{[]\s*(?:["{[\]}]|$)/u;
/** "Here is the summary:" and the like, on a line of its own. */
const LEAD_IN = /^[^\n]{1,120}:[ *_]*\n+(?=\S)/u;
const OFFER = /\n+(?:let me know|feel free|i hope|would you like|if you (?:need|want|have))\b[^\n]*$/iu;
const FENCE = /```[a-z]*/giu;

/**
 * Reads an answer: of its JSON objects the last one that is an answer and says something, whatever stands around it; without
 * any, plain text, which is then the summary. Of JSON that breaks off the complete items are left, and the complete sentences
 * of the summary. The summary is empty where there is none.
 */
export function readAnswer(text: string): Answer {
  const said = withoutThoughts(text).trim();
  if (!JSON_BEGINS.test(said))
    return { ...NOTHING, summary: said.replaceAll(FENCE, '').trim().replace(LEAD_IN, '').replace(OFFER, '') };
  const answers = answersIn(said);
  return answers.findLast(({ summary }) => saysSomething(summary)) ?? answers.at(-1) ?? NOTHING;
}

const NOTHING: Answer = { summary: '', keyPoints: [], decisions: [], actionItems: [], openQuestions: [] };

/** Whether a summary may be stored: it is prose, and about something. */
export function saysSomething(summary: string): boolean {
  const said = cleaned(summary);
  return !JSON_BEGINS.test(said) && !isStub(said);
}

function answersIn(text: string, wrappers = 0): Answer[] {
  if (wrappers > MAX_WRAPPERS) return [];
  return valuesIn(text).flatMap(({ value, cutString }) => answersOf(value, cutString, wrappers));
}

/** Every object of a text; or the text itself, where it is one string that holds them. */
function valuesIn(text: string): Reading[] {
  const readings: Reading[] = [];
  const objects = /\{\s*["}]/gu;
  let failures = 0;
  for (let object = objects.exec(text); object && failures < MAX_FAILURES; object = objects.exec(text)) {
    const reading = readJson(text, object.index);
    if (reading) {
      readings.push(reading);
      objects.lastIndex = reading.end;
    } else failures += 1;
  }
  const quoted = readings.length === 0 && text.startsWith('"') ? readJson(text) : undefined;
  return quoted ? [quoted] : readings;
}

function answersOf(value: unknown, cutString: string | undefined, wrappers: number): Answer[] {
  if (typeof value === 'string') {
    const said = withoutThoughts(value);
    return JSON_BEGINS.test(said) ? answersIn(said, wrappers + 1) : [];
  }
  if (typeof value !== 'object' || value === null || wrappers > MAX_WRAPPERS) return [];
  const inner = Object.values(value).flatMap((member) => answersOf(member, cutString, wrappers + 1));
  const parsed = answer.safeParse(value);
  if (!parsed.success) return inner;
  const { summary } = parsed.data;
  return [...inner, { ...parsed.data, summary: summary === cutString ? completeSentences(summary) : summary }];
}

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** Without the sentence in which a text breaks off: half of it may say the opposite. */
function completeSentences(text: string): string {
  return [...sentences.segment(text)]
    .map(({ segment }) => segment)
    .filter((sentence, index, all) => index < all.length - 1 || /[.!?…。！？؟।]["'”’)»]*\s*$/u.test(sentence))
    .join('')
    .trim();
}

/** Text of a model that may be shown: one line of prose, without thoughts, fences and markup. */
export function cleaned(text: string): string {
  return prose(withoutThoughts(text).replaceAll(FENCE, ' '));
}

/**
 * The summary as far as a growing answer has come. Only an answer that begins with its JSON object is followed: what stands
 * before it may be a thought whose beginning was left out, and a draft within.
 */
export function growingSummary(text: string): string {
  const json = /^[\s\uFEFF]*(?:```[a-z]*\s*)?(\{[^]*)/iu.exec(withoutThoughts(text))?.[1];
  const value = json === undefined ? undefined : readJson(json)?.value;
  const summary = value ? (value as Record<string, unknown>)['summary'] : undefined;
  const shown = typeof summary === 'string' ? cleaned(summary) : '';
  return JSON_BEGINS.test(shown) ? '' : shown;
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
