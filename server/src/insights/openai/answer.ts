import { z } from 'zod';
import { toPlainText } from '../clean-text.js';
import { parseLenientJson, type LenientJson } from './lenient-json.js';
import { lacksSubstance } from './substance.js';
import { withoutReasoning } from './reasoning.js';

/** The `n` of a message in the request. Models write it as 12, "12" or "#12". */
const messageNumber = z.union([
  z.number(),
  z.string().transform((text) => Number(/^\D*(\d{1,9})\D*$/u.exec(text)?.[1])),
]);
const messageNumbers = z
  .union([z.array(messageNumber.catch(NaN)), messageNumber.transform((one) => [one])])
  .catch([])
  .transform((all) => all.filter((one) => Number.isInteger(one)));
const itemSchema = z.object({ text: z.string(), messages: messageNumbers });
const optionalName = z.string().nullish().catch(null);
const actionItemSchema = itemSchema.extend({ owner: optionalName, due: optionalName });

/** Returns the schema of a list that is parsed leniently: values that do not match `schema` are omitted. */
function listOf<T extends z.ZodType>(schema: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) => values.map((value) => schema.safeParse(value)).filter((result) => result.success))
    .transform((results) => results.map((result) => result.data as z.output<T>));
}

const answerSchema = z.object({
  summary: z.string(),
  keyPoints: listOf(itemSchema),
  decisions: listOf(itemSchema),
  actionItems: listOf(actionItemSchema),
  openQuestions: listOf(itemSchema),
});

/**
 * The answer of a model before it is verified. The field `messages` of an item has the numbers of the messages that the
 * model cites.
 */
export type Answer = z.output<typeof answerSchema>;
export type AnswerItem = z.output<typeof itemSchema>;

/** The maximum depth of objects, lists and JSON strings around an answer. */
const MAX_WRAPPERS = 3;
/**
 * The maximum number of failed attempts to parse an object, because each attempt can read up to the end of the text.
 */
const MAX_FAILURES = 20;
/** Matches JSON rather than prose: an object with a member anywhere, or a bracket at the beginning. */
const JSON_START = /\{\s*\\?"|^\s*[{[]\s*(?:["{[\]}]|$)/u;
/** An introduction on its own line, such as "Here is the summary:". */
const LEAD_IN = /^[^\n]{1,120}:[ *_]*\n+(?=\S)/u;
const CLOSING_OFFER = /\n+(?:let me know|feel free|i hope|would you like|if you (?:need|want|have))\b[^\n]*$/iu;
const CODE_FENCE = /```[a-z]*/giu;

/**
 * Parses the answer in the response of a model: the last JSON object that is an answer with a usable summary,
 * regardless of the text around it. A response without JSON is an answer whose summary is the plain text of the
 * response. From truncated JSON, the complete items and the complete sentences of the summary are kept. If the response
 * has no summary, the summary of the returned answer is empty.
 */
export function parseAnswer(text: string): Answer {
  const output = withoutReasoning(text).trim();
  if (!JSON_START.test(output))
    return {
      ...EMPTY_ANSWER,
      summary: output.replaceAll(CODE_FENCE, '').trim().replace(LEAD_IN, '').replace(CLOSING_OFFER, ''),
    };
  const answers = answersIn(output);
  return answers.findLast(({ summary }) => isUsableSummary(summary)) ?? answers.at(-1) ?? EMPTY_ANSWER;
}

const EMPTY_ANSWER: Answer = { summary: '', keyPoints: [], decisions: [], actionItems: [], openQuestions: [] };

/** Whether a summary can be stored: it is prose, not JSON, and does not lack substance (see {@link lacksSubstance}). */
export function isUsableSummary(summary: string): boolean {
  const clean = cleanModelText(summary);
  return !JSON_START.test(clean) && !lacksSubstance(clean);
}

function answersIn(text: string, wrappers = 0): Answer[] {
  if (wrappers > MAX_WRAPPERS) return [];
  return jsonValuesIn(text).flatMap(({ value, truncatedString }) => answersOf(value, truncatedString, wrappers));
}

/** Parses all JSON objects in a text, or the text itself if it is a JSON string. */
function jsonValuesIn(text: string): LenientJson[] {
  const parsedValues: LenientJson[] = [];
  const objects = /\{\s*["}]/gu;
  let failures = 0;
  for (let object = objects.exec(text); object && failures < MAX_FAILURES; object = objects.exec(text)) {
    const parsed = parseLenientJson(text, object.index);
    if (parsed) {
      parsedValues.push(parsed);
      objects.lastIndex = parsed.end;
    } else failures += 1;
  }
  const quoted = parsedValues.length === 0 && text.startsWith('"') ? parseLenientJson(text) : undefined;
  return quoted ? [quoted] : parsedValues;
}

/** Returns the answers within a JSON value: first those in its members or in a JSON string, then the value itself. */
function answersOf(value: unknown, truncatedString: string | undefined, wrappers: number): Answer[] {
  if (typeof value === 'string') {
    const text = withoutReasoning(value);
    return JSON_START.test(text) ? answersIn(text, wrappers + 1) : [];
  }
  if (typeof value !== 'object' || value === null || wrappers > MAX_WRAPPERS) return [];
  const inner = Object.values(value).flatMap((member) => answersOf(member, truncatedString, wrappers + 1));
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) return inner;
  const { summary } = parsed.data;
  return [...inner, { ...parsed.data, summary: summary === truncatedString ? completeSentences(summary) : summary }];
}

const sentenceSegmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** Removes the truncated last sentence of a text: half of a sentence may mean the opposite. */
function completeSentences(text: string): string {
  return [...sentenceSegmenter.segment(text)]
    .map(({ segment }) => segment)
    .filter((sentence, index, all) => index < all.length - 1 || /[.!?…。！？؟।]["'”’)»]*\s*$/u.test(sentence))
    .join('')
    .trim();
}

/** Converts text of a model to one line of prose that is safe to show: without reasoning, code fences and markup. */
export function cleanModelText(text: string): string {
  return toPlainText(withoutReasoning(text).replaceAll(CODE_FENCE, ' '));
}

/**
 * Returns the beginning of the summary in an incomplete response. Returns an empty string unless the response begins
 * with its JSON object: text before an object can be reasoning whose start tag is missing, and the object a draft.
 */
export function partialSummary(text: string): string {
  const json = /^[\s\uFEFF]*(?:```[a-z]*\s*)?(\{[^]*)/iu.exec(withoutReasoning(text))?.[1];
  const value = json === undefined ? undefined : parseLenientJson(json)?.value;
  const summary = value ? (value as Record<string, unknown>)['summary'] : undefined;
  const clean = typeof summary === 'string' ? cleanModelText(summary) : '';
  return JSON_START.test(clean) ? '' : clean;
}

const ITEM = {
  type: 'object',
  additionalProperties: false,
  required: ['text', 'messages'],
  properties: { text: { type: 'string' }, messages: { type: 'array', items: { type: 'integer' } } },
};
const NULLABLE = { type: ['string', 'null'] };

/** The schema of an answer, for models with structured outputs. */
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
