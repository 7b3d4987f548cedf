import { SEPARATOR } from './quotes.js';
import type { Part } from './request-options.js';

/**
 * Why a model server does not answer:
 *
 * - `filtered`: it, or a filter before it, will not speak of this conversation
 * - `part`: it refuses one part of the request, or something of it that it does not name
 * - `long`: conversation and answer together are more than the model takes in
 * - `quota`: it is not paid for any more
 * - `credentials`, `model`, `request`: this server is not set up for it
 * - `unavailable`: it may answer later
 */
export interface Failure {
  readonly kind: 'filtered' | 'part' | 'long' | 'quota' | 'credentials' | 'model' | 'request' | 'unavailable';
  readonly status: number | undefined;
  /** What it said: never for people. It may quote the request: see `withoutQuotes`. */
  readonly words: string;
  readonly part?: Part | 'streaming' | undefined;
}

const FILTERED =
  /content[_ -]?(?:filter|policy|management|moderation)|responsible ?ai|moderation|\bflagged\b|\bsafety\b|policy[_ ]violation|prohibited[_ ]content|data_inspection_failed|inappropriate content|sensitive content/iu;
const UNPAID =
  /insufficient[_ ](?:quota|credits?|balance|funds)|exceeded your current quota|billing_hard_limit|payment required|out of credits|credit balance/iu;
const LONG =
  /context[_ ](?:length|window|size)|maximum context|max(?:imum)?[_ ]model[_ ]len|(?:prompt|input|request|messages?)(?: \S+){0,3} too (?:long|large|many tokens)|too many (?:input )?tokens|reduce the length|n_ctx|token count|string_above_max_length/iu;
/** Of what may pass soon only this is about the request, and not about all of a minute. */
const LONG_FOR_A_MINUTE = /request too large/iu;
const KEY = /\bapi[_ -]?key\b|unauthori[sz]ed|authenticat|permission/iu;
const MODEL =
  /model_not_found|\bmodel\b(?: \S+){0,4} (?:(?:is )?not found|(?:does )?not exist|is not available|unknown)|(?:unknown|invalid|no such) model/iu;
/** Said of a part, with a status that has other reasons as a rule. */
const REFUSES =
  /(?:not|n't|un)[ _-]?(?:be )?(?:support|allow|permit|recogni[sz]|implement|known|expect)|extra_forbidden|no endpoints found/iu;
const TOO_MANY = /too (?:large|big|high|many|long)|at most|exceed|less than|<=|larger|greater|maximum|up to/iu;

/** The names that servers have for each part. */
const NAMES: readonly (readonly [Failure['part'], RegExp])[] = [
  [
    'format',
    /response_?format|json[_ ]?(?:schema|object|mode|validate)|structured[_ ]outputs?|\bschema\b|grammar|guided/iu,
  ],
  ['stream', /stream_options|include_usage/iu],
  ['streaming', /\bstream(?:ing|ed)?\b/iu],
  ['temperature', /temperature/iu],
  ['bound', /max_?(?:completion_|new_|output_)?tokens/iu],
];

/**
 * Why a server does not answer, by its status and what it said: in JSON of any shape, or in plain text.
 *
 * @param status none where an answer that began well turned out to be a failure
 */
export function failureOf(status: number | undefined, body: string): Failure {
  if (status !== undefined && status >= 300 && status < 400) return { kind: 'request', status, words: REDIRECTED };
  const json = parse(body);
  const words = (json === undefined ? plainText(body) : spoken(json)).join(SEPARATOR).slice(0, MOST_WORDS);
  const effective = status ?? statusIn(json);
  const failure = { status: effective, words };
  if (FILTERED.test(words)) return { ...failure, kind: 'filtered' };
  if (effective === 402 || UNPAID.test(words)) return { ...failure, kind: 'quota' };
  if (effective === 401) return { ...failure, kind: 'credentials' };
  const named = namedIn(json, words);
  if (effective === 413 || (effective === 429 ? LONG_FOR_A_MINUTE : LONG).test(words))
    return { ...failure, kind: 'long', part: /completion|max_tokens/iu.test(words) ? 'boundTokens' : undefined };
  if (named.part && (isRefusal(effective) || REFUSES.test(words)))
    return {
      ...failure,
      kind: 'part',
      part: named.part === 'bound' && TOO_MANY.test(words) ? 'boundTokens' : named.part,
    };
  if (effective === 403 || (isClients(effective) && KEY.test(words))) return { ...failure, kind: 'credentials' };
  if (effective === 404 || (isClients(effective) && MODEL.test(words))) return { ...failure, kind: 'model' };
  if (isRefusal(effective) && !named.isOther) return { ...failure, kind: 'part' };
  return { ...failure, kind: isClients(effective) ? 'request' : 'unavailable' };
}

const MOST_WORDS = 1000;
const REDIRECTED = 'It redirects to another address, which is not followed: OPENAI_BASE_URL has to name the final one.';

const isRefusal = (status: number | undefined) => status === 400 || status === 422;

/** Whether the request is to blame: not its time, nor the server. */
function isClients(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
}

/** Which part is named: first of all by a field for it, and of those in the text the first. */
function namedIn(json: unknown, words: string): { part: Failure['part']; isOther: boolean } {
  const fields = named(json);
  const part = firstIn(fields.join(' ')) ?? firstIn(words);
  return { part, isOther: part === undefined && fields.length > 0 };
}

function firstIn(text: string): Failure['part'] {
  const found = NAMES.map(([part, pattern]) => ({ part, at: text.search(pattern) })).filter(({ at }) => at >= 0);
  return found.toSorted((one, other) => one.at - other.at)[0]?.part;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function plainText(body: string): string[] {
  return /^\s*</u.test(body) ? [] : [body.trim()];
}

/** The members in which servers say what is wrong; others may repeat the request, or what the model said. */
const SPOKEN =
  /^(?:error|errors|message|detail|details|msg|type|code|param|loc|reason|reasons|status|innererror|metadata|raw)$/iu;

function spoken(json: unknown, depth = 0): string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null || depth > 6) return [];
  if (Array.isArray(json)) return json.flatMap((item) => spoken(item, depth + 1));
  return Object.entries(json).flatMap(([key, value]) => (SPOKEN.test(key) ? spoken(value, depth + 1) : []));
}

/** What the fields `param` of OpenAI and `loc` of FastAPI say. */
function named(json: unknown, depth = 0): string[] {
  if (typeof json !== 'object' || json === null || depth > 6) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    if (key === 'param' && typeof value === 'string' && value !== '') return [value];
    if (key === 'loc' && Array.isArray(value)) return [value.filter((step) => typeof step === 'string').join('.')];
    return named(value, depth + 1);
  });
}

/** The status that stands in the body of an answer. */
function statusIn(json: unknown): number | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { error, code, status } = json as Record<string, unknown>;
  const found = [code, status].find((value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) < 600);
  return found === undefined ? statusIn(error) : Number(found);
}
