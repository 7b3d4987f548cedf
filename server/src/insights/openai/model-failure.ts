import { SEPARATOR } from './redact-quotations.js';
import type { RequestFeature } from './server-capabilities.js';

/**
 * Why a call of a model failed:
 *
 * - `filtered`: the model or a content filter refused this conversation
 * - `feature`: the server rejects a feature of the request, or rejects the request without naming a reason
 * - `tooLong`: conversation and response together exceed the context window
 * - `quota`: the quota of the account is used up
 * - `credentials`, `model`, `request`: the configuration of this server is wrong: its API key, the name of its model,
 *   or something else in its requests
 * - `unavailable`: a later call may succeed
 */
export interface ModelFailure {
  readonly kind: 'filtered' | 'feature' | 'tooLong' | 'quota' | 'credentials' | 'model' | 'request' | 'unavailable';
  readonly status: number | undefined;
  /**
   * The explanation in the response of the model server. Never shown to users. It can quote the request: see
   * `redactQuotations`.
   */
  readonly message: string;
  readonly feature?: RequestFeature | 'streaming' | undefined;
}

const FILTERED =
  /content[_ -]?(?:filter|policy|management|moderation)|responsible ?ai|moderation|\bflagged\b|\bsafety\b|policy[_ ]violation|prohibited[_ ]content|data_inspection_failed|inappropriate content|sensitive content/iu;
const QUOTA_USED_UP =
  /insufficient[_ ](?:quota|credits?|balance|funds)|exceeded your current quota|billing_hard_limit|payment required|out of credits|credit balance/iu;
const TOO_LONG =
  /context[_ ](?:length|window|size)|maximum context|max(?:imum)?[_ ]model[_ ]len|(?:prompt|input|request|messages?)(?: \S+){0,3} too (?:long|large|many tokens)|too many (?:input )?tokens|reduce the length|n_ctx|token count|string_above_max_length/iu;
/**
 * Matches messages with status 429 that reject a single request as too large, rather than the sum of all requests of
 * the last minute.
 */
const REQUEST_TOO_LARGE = /request too large/iu;
const CREDENTIALS = /\bapi[_ -]?key\b|unauthori[sz]ed|authenticat|permission/iu;
const UNKNOWN_MODEL =
  /model_not_found|\bmodel\b(?: \S+){0,4} (?:(?:is )?not found|(?:does )?not exist|is not available|unknown)|(?:unknown|invalid|no such) model/iu;
/** Matches messages that reject a feature, even if their status is neither 400 nor 422. */
const NOT_SUPPORTED =
  /(?:not|n't|un)[ _-]?(?:be )?(?:support|allow|permit|recogni[sz]|implement|known|expect)|extra_forbidden|no endpoints found/iu;
/** Matches messages that reject the number of the token limit, rather than the name of its field. */
const ABOVE_MAXIMUM = /too (?:large|big|high|many|long)|at most|exceed|less than|<=|larger|greater|maximum|up to/iu;

/** The names that servers use for each feature. */
const FEATURE_NAMES: readonly (readonly [ModelFailure['feature'], RegExp])[] = [
  [
    'responseFormat',
    /response_?format|json[_ ]?(?:schema|object|mode|validate)|structured[_ ]outputs?|\bschema\b|grammar|guided/iu,
  ],
  ['stream', /stream_options|include_usage/iu],
  ['streaming', /\bstream(?:ing|ed)?\b/iu],
  ['temperature', /temperature/iu],
  ['tokenLimitName', /max_?(?:completion_|new_|output_)?tokens/iu],
];

/**
 * Classifies a failure by the status and the body of the response. The body is JSON of any shape or plain text.
 *
 * @param status undefined if the failure was reported within a response with a successful status
 */
export function classifyFailure(status: number | undefined, body: string): ModelFailure {
  if (status !== undefined && status >= 300 && status < 400) return { kind: 'request', status, message: REDIRECTED };
  const json = parse(body);
  const message = (json === undefined ? plainText(body) : messagesIn(json))
    .join(SEPARATOR)
    .slice(0, MAX_MESSAGE_CHARACTERS);
  const effectiveStatus = status ?? statusInBody(json);
  const failure = { status: effectiveStatus, message };
  if (FILTERED.test(message)) return { ...failure, kind: 'filtered' };
  if (effectiveStatus === 402 || QUOTA_USED_UP.test(message)) return { ...failure, kind: 'quota' };
  if (effectiveStatus === 401) return { ...failure, kind: 'credentials' };
  const named = featureNamedIn(json, message);
  if (effectiveStatus === 413 || (effectiveStatus === 429 ? REQUEST_TOO_LARGE : TOO_LONG).test(message))
    return { ...failure, kind: 'tooLong', feature: /completion|max_tokens/iu.test(message) ? 'tokenLimit' : undefined };
  if (named.feature && (isRejection(effectiveStatus) || NOT_SUPPORTED.test(message)))
    return {
      ...failure,
      kind: 'feature',
      feature: named.feature === 'tokenLimitName' && ABOVE_MAXIMUM.test(message) ? 'tokenLimit' : named.feature,
    };
  if (effectiveStatus === 403 || (isClientError(effectiveStatus) && CREDENTIALS.test(message)))
    return { ...failure, kind: 'credentials' };
  if (effectiveStatus === 404 || (isClientError(effectiveStatus) && UNKNOWN_MODEL.test(message)))
    return { ...failure, kind: 'model' };
  if (isRejection(effectiveStatus) && !named.isOther) return { ...failure, kind: 'feature' };
  return { ...failure, kind: isClientError(effectiveStatus) ? 'request' : 'unavailable' };
}

const MAX_MESSAGE_CHARACTERS = 1000;
const REDIRECTED = 'It redirects to another address, which is not followed: set OPENAI_BASE_URL to the final address.';

const isRejection = (status: number | undefined) => status === 400 || status === 422;

/** Whether the request itself is wrong: any status of 4xx except those for which a later retry may succeed. */
function isClientError(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
}

/**
 * Returns the rejected feature: the feature that a `param` or `loc` field names, otherwise the first feature that the
 * message names. `isOther` is true if such a field names something that is no feature.
 */
function featureNamedIn(json: unknown, message: string): { feature: ModelFailure['feature']; isOther: boolean } {
  const fields = rejectedFieldsIn(json);
  const feature = firstFeatureIn(fields.join(' ')) ?? firstFeatureIn(message);
  return { feature, isOther: feature === undefined && fields.length > 0 };
}

function firstFeatureIn(text: string): ModelFailure['feature'] {
  const found = FEATURE_NAMES.map(([feature, pattern]) => ({ feature, index: text.search(pattern) })).filter(
    ({ index }) => index >= 0,
  );
  return found.toSorted((one, other) => one.index - other.index)[0]?.feature;
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

/** The fields in which servers explain failures. Other fields can repeat the request, or the response of the model. */
const MESSAGE_FIELDS =
  /^(?:error|errors|message|detail|details|msg|type|code|param|loc|reason|reasons|status|innererror|metadata|raw)$/iu;

function messagesIn(json: unknown, depth = 0): string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null || depth > 6) return [];
  if (Array.isArray(json)) return json.flatMap((item) => messagesIn(item, depth + 1));
  return Object.entries(json).flatMap(([key, value]) => (MESSAGE_FIELDS.test(key) ? messagesIn(value, depth + 1) : []));
}

/** Returns the values of the fields that name what was rejected: `param` of OpenAI and `loc` of FastAPI. */
function rejectedFieldsIn(json: unknown, depth = 0): string[] {
  if (typeof json !== 'object' || json === null || depth > 6) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    if (key === 'param' && typeof value === 'string' && value !== '') return [value];
    if (key === 'loc' && Array.isArray(value)) return [value.filter((step) => typeof step === 'string').join('.')];
    return rejectedFieldsIn(value, depth + 1);
  });
}

/** Returns the HTTP status that the body of a response states, if any. */
function statusInBody(json: unknown): number | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { error, code, status } = json as Record<string, unknown>;
  const found = [code, status].find((value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) < 600);
  return found === undefined ? statusInBody(error) : Number(found);
}
