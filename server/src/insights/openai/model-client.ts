import { Logger } from '@nestjs/common';
import { OpenAI } from 'openai';
import { Stream } from 'openai/streaming';
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { Config } from '../../platform/config/config.js';
import { describeError } from '../../platform/logging/serializers.js';
import { ProblemError } from '../../platform/problems/problem-error.js';
import { bounded, waitOf } from './bounded-response.js';
import { readPiece, type Piece } from './completion.js';
import { FailureLog } from './failure-log.js';
import { failureOf, type Failure } from './failure.js';
import { RequestOptions, type Attempt } from './request-options.js';

const PUBLIC_ADDRESS = 'https://api.openai.com/v1';
const MAX_RETRIES = 3;
/** For servers that heed no bound of tokens. */
const MAX_ANSWER_CHARACTERS = 50_000;
/** After how many seconds it makes sense to ask again when the account is used up; and after how many at most. */
const WAIT = { unpaid: 3600, most: 3600 };

export interface Reply {
  /** Empty where the model, or a filter, refuses to say anything. */
  readonly text: string;
  readonly tokens: { readonly prompt: number; readonly completion: number } | null;
}

export interface Asking {
  readonly system: string;
  readonly user: string;
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  /** Told before every time that something is sent. */
  readonly onAttempt: () => void;
}

/** A request that is longer than the model takes in. A shorter one may be answered. */
export class TooLong extends ProblemError {
  constructor() {
    super('insight.model_misconfigured', MISCONFIGURED);
  }
}

const MISCONFIGURED =
  'The language model is not set up correctly here. Whoever runs this server finds the reason in its log.';
const UNAVAILABLE = 'The language model does not answer now: try again later.';
const UNPAID = 'The language model cannot be used at present: its allowance is used up. Try again much later.';

/** A failure that the server has told. */
class Refusal extends Error {
  constructor(
    readonly failure: Failure,
    readonly waitMs = 0,
  ) {
    super(failure.words);
  }
}

/** Asks a chat model of any server that speaks the OpenAI protocol. It knows nothing of what it is asked. */
export class ModelClient {
  readonly model: string;
  readonly host: string;
  private readonly logger = new Logger(ModelClient.name);
  private readonly failures: FailureLog;
  private readonly client: OpenAI;
  private readonly options: RequestOptions;

  constructor(private readonly config: Config) {
    const baseURL = config.OPENAI_BASE_URL ?? PUBLIC_ADDRESS;
    this.model = config.OPENAI_MODEL;
    this.host = new URL(baseURL).host;
    const { OPENAI_API_KEY: key } = config;
    this.failures = new FailureLog({ host: this.host, model: this.model, key });
    this.options = new RequestOptions(config.OPENAI_TEMPERATURE);
    this.client = new OpenAI({
      // Everything is said here, so that the client reads nothing from the environment.
      baseURL,
      apiKey: key ?? 'none',
      organization: null,
      project: null,
      logLevel: 'off',
      maxRetries: MAX_RETRIES,
      timeout: config.OPENAI_TIMEOUT * 1000,
      // A connection that died unnoticed while it was idle would take the time limit of an attempt; several of them, of all.
      // A new one costs little beside the seconds that a model takes.
      defaultHeaders: { connection: 'close' },
    });
  }

  /**
   * Time limits: `OPENAI_TIMEOUT` for the beginning of an answer and for each following piece of it, four times that for
   * everything together, attempts and pauses included.
   *
   * What the server refuses of the request is left out or said in another way, one part after the other.
   *
   * @throws TooLong
   * @throws ProblemError `insight.model_unavailable`, `insight.model_misconfigured`, in words for people: why is in the log
   */
  async ask(asking: Asking): Promise<Reply> {
    const limitMs = Math.ceil(this.config.OPENAI_TIMEOUT * 1000 * (MAX_RETRIES + 1));
    const inTime = { ...asking, signal: AbortSignal.any([asking.signal, AbortSignal.timeout(limitMs)]) };
    const attempt = this.options.begin();
    for (;;) {
      try {
        const reply = await this.askOnce(inTime, attempt.options);
        this.options.keep(attempt);
        return reply;
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        const { failure, waitMs } = toRefusal(error);
        if (adapt(attempt, failure)) continue;
        if (!asking.signal.aborted) this.failures.write(failure, asking.user);
        if (failure.kind === 'filtered') return { text: '', tokens: null };
        throw toProblem(failure, waitMs);
      }
    }
  }

  private async askOnce(
    { system, user, signal, onText, onAttempt }: Asking,
    options: Attempt['options'],
  ): Promise<Reply> {
    let refusal: Refusal | undefined;
    const client = this.client.withOptions({
      fetch: async (input, init) => {
        refusal = undefined;
        onAttempt();
        // Conversations go to the host that the operator named, and to no other.
        const answer = await fetch(input, { ...init, redirect: 'manual' });
        const response = bounded(answer, this.config.OPENAI_TIMEOUT * 1000);
        if (response.ok) return response;
        const { status, headers } = response;
        const body = await response.text();
        refusal = new Refusal(failureOf(status, body), waitOf(headers));
        // The same again would be refused again.
        if (refusal.failure.kind !== 'unavailable') headers.set('x-should-retry', 'false');
        return new Response(body || null, { status, headers });
      },
    });
    const messages = [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: user },
    ];
    const request = { model: this.model, messages, ...options } as ChatCompletionCreateParams;
    const response = await client.chat.completions
      .create(request, { signal })
      .asResponse()
      .catch((error: unknown) => {
        throw refusal ?? error;
      });
    return this.read(response, signal, onText);
  }

  private async read(response: Response, signal: AbortSignal, onText: (text: string) => void): Promise<Reply> {
    if (response.headers.get('content-type')?.includes('text/event-stream'))
      return this.readStream(response, signal, onText);
    const body = await response.text();
    // Some servers do not say that it is a stream.
    if (/^\s*(?:data|event):/u.test(body)) return this.readStream(new Response(body), signal, onText);
    const piece = readPiece(JSON.parse(body));
    if (piece.error !== undefined) throw new Refusal(failureOf(undefined, body));
    onText(piece.text);
    return this.toReply(piece);
  }

  private async readStream(response: Response, signal: AbortSignal, onText: (text: string) => void): Promise<Reply> {
    const controller = new AbortController();
    signal.addEventListener('abort', () => controller.abort(), { once: true });
    let whole: Piece = { text: '', isRefused: false, isCut: false, tokens: undefined, error: undefined };
    for await (const event of Stream.fromSSEResponse<unknown>(response, controller, this.client)) {
      const piece = readPiece(event);
      whole = {
        text: whole.text + piece.text,
        isRefused: whole.isRefused || piece.isRefused,
        isCut: whole.isCut || piece.isCut,
        tokens: piece.tokens ?? whole.tokens,
        error: undefined,
      };
      onText(whole.text);
      // To leave it ends the request: nobody pays for what nobody reads.
      if (whole.text.length > MAX_ANSWER_CHARACTERS) return this.toReply(whole);
    }
    if (controller.signal.aborted) throw new OpenAI.APIUserAbortError();
    return this.toReply(whole);
  }

  private toReply({ text, isRefused, isCut, tokens: used }: Piece): Reply {
    const tokens = used ?? null;
    if (isRefused) this.failures.write({ kind: 'filtered', status: undefined, words: '' }, '');
    else if (isCut || text.length > MAX_ANSWER_CHARACTERS)
      this.logger.warn({ host: this.host, model: this.model, tokens }, 'The answer of the model was cut off');
    if (text.trim() === '' && !isRefused) {
      this.logger.warn({ host: this.host, model: this.model, tokens }, 'The model answered with nothing');
      throw new ProblemError('insight.model_unavailable', 'The language model answered with nothing: try again later.');
    }
    return { text: isRefused ? '' : text.slice(0, MAX_ANSWER_CHARACTERS), tokens };
  }
}

/** Says what was refused in another way. @returns whether there is one */
function adapt(attempt: Attempt, { kind, part }: Failure): boolean {
  // What this conversation leaves room for says nothing of the next.
  if (kind === 'long') return part === 'boundTokens' && attempt.change('boundTokens', true);
  if (kind !== 'part') return false;
  if (part === undefined) return attempt.guess();
  return part === 'streaming' ? attempt.dropStream() : attempt.change(part);
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // In the middle of a stream.
  if (error instanceof OpenAI.APIError && error.status === undefined && error.error !== undefined)
    return new Refusal(failureOf(undefined, JSON.stringify({ error: error.error })));
  return new Refusal({ kind: 'unavailable', status: undefined, words: causes(error).join(': ') });
}

function causes(error: unknown): string[] {
  return error instanceof Error ? [describeError(error).message, ...causes(error.cause)] : [];
}

/** In words for the people who asked: nothing of how this server is set up, nor of what the model's said. */
function toProblem({ kind }: Pick<Failure, 'kind'>, waitMs = 0): ProblemError {
  if (kind === 'long') return new TooLong();
  if (kind === 'quota') return new ProblemError('insight.model_unavailable', UNPAID, { retryAfter: WAIT.unpaid });
  if (kind !== 'unavailable' && kind !== 'filtered')
    return new ProblemError('insight.model_misconfigured', MISCONFIGURED);
  const retryAfter = Math.min(Math.ceil(waitMs / 1000), WAIT.most);
  return new ProblemError('insight.model_unavailable', UNAVAILABLE, retryAfter > 0 ? { retryAfter } : {});
}
