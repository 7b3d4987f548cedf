import { Logger } from '@nestjs/common';
import { OpenAI } from 'openai';
import { Stream } from 'openai/streaming';
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { Config } from '../../platform/config/config.js';
import { describeError } from '../../platform/logging/serializers.js';
import { ProblemError } from '../../platform/problems/problem-error.js';
import { boundResponse, retryDelayMs } from './bounded-response.js';
import { parseCompletion, type CompletionContent } from './completion.js';
import { ModelFailureLog } from './model-failure-log.js';
import { classifyFailure, type ModelFailure } from './model-failure.js';
import { ServerCapabilities, type AdaptiveRequest } from './server-capabilities.js';

const DEFAULT_BASE_URL = 'https://api.openai.com/v1';
const MAX_RETRIES = 3;
/** The maximum length of a response, for servers that ignore the token limit. */
const MAX_RESPONSE_CHARACTERS = 50_000;
/** The `retryAfter` of the error that reports an exhausted quota. */
const QUOTA_RETRY_AFTER_SECONDS = 3600;
/** The maximum `retryAfter`, even if the model server requests a longer delay. */
const MAX_RETRY_AFTER_SECONDS = 3600;

export interface ModelResponse {
  /** Empty if the model or a content filter refused to respond. */
  readonly text: string;
  readonly tokens: { readonly prompt: number; readonly completion: number } | null;
}

export interface ModelRequest {
  readonly system: string;
  readonly user: string;
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  /** Called before each attempt to send the request. */
  readonly onAttempt: () => void;
}

/** The request exceeds the context window of the model. A shorter request may succeed. */
export class ContextTooLongError extends ProblemError {
  constructor() {
    super('insight.model_misconfigured', MISCONFIGURED);
  }
}

const MISCONFIGURED =
  'The language model is not configured correctly. The operator of this server can find the reason in its log.';
const UNAVAILABLE = 'The language model is not available at the moment: try again later.';
const QUOTA_USED_UP = 'The quota of the language model is used up: try again much later.';

/** The classified failure of a call. */
class ModelServerError extends Error {
  constructor(
    readonly failure: ModelFailure,
    /** The delay before a retry that the model server requests, in milliseconds. */
    readonly waitMs = 0,
  ) {
    super(failure.message);
  }
}

/**
 * Calls a chat model of any server with the OpenAI protocol. Requests and responses are plain text to this class: it
 * knows nothing about summaries.
 */
export class ModelClient {
  readonly model: string;
  readonly host: string;
  private readonly logger = new Logger(ModelClient.name);
  private readonly failureLog: ModelFailureLog;
  private readonly client: OpenAI;
  private readonly capabilities: ServerCapabilities;

  constructor(private readonly config: Config) {
    const baseURL = config.OPENAI_BASE_URL ?? DEFAULT_BASE_URL;
    this.model = config.OPENAI_MODEL;
    this.host = new URL(baseURL).host;
    const { OPENAI_API_KEY: key } = config;
    this.failureLog = new ModelFailureLog({ host: this.host, model: this.model, key });
    this.capabilities = new ServerCapabilities(config.OPENAI_TEMPERATURE);
    this.client = new OpenAI({
      // All options are set explicitly, so that the client reads nothing from the environment.
      baseURL,
      apiKey: key ?? 'none',
      organization: null,
      project: null,
      logLevel: 'off',
      maxRetries: MAX_RETRIES,
      timeout: config.OPENAI_TIMEOUT * 1000,
      // No connection is reused. A connection that was lost unnoticed while it was idle would cost an attempt its whole
      // time limit, and several such connections would cost all attempts. A new connection costs little compared with
      // the seconds that a model takes.
      defaultHeaders: { connection: 'close' },
    });
  }

  /**
   * Sends a request and returns the response.
   *
   * Time limits: `OPENAI_TIMEOUT` for the beginning of a response and for each following chunk, and four times
   * `OPENAI_TIMEOUT` for the whole call, including retries and the delays between them.
   *
   * If the server rejects a feature of the request, such as streaming, the request is sent again without that feature,
   * or with the feature expressed in another way, until the server accepts the request or no other way is left.
   *
   * @throws ContextTooLongError
   * @throws ProblemError `insight.model_unavailable`, `insight.model_misconfigured`, with a message for users; the
   *   reason is logged
   */
  async complete(modelRequest: ModelRequest): Promise<ModelResponse> {
    const limitMs = Math.ceil(this.config.OPENAI_TIMEOUT * 1000 * (MAX_RETRIES + 1));
    const limited = { ...modelRequest, signal: AbortSignal.any([modelRequest.signal, AbortSignal.timeout(limitMs)]) };
    const adaptiveRequest = this.capabilities.createRequest();
    for (;;) {
      try {
        const response = await this.sendOnce(limited, adaptiveRequest.options);
        this.capabilities.remember(adaptiveRequest);
        return response;
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        const { failure, waitMs } = toModelServerError(error);
        if (adaptRequest(adaptiveRequest, failure)) continue;
        if (!modelRequest.signal.aborted) this.failureLog.log(failure, modelRequest.user);
        if (failure.kind === 'filtered') return { text: '', tokens: null };
        throw toProblem(failure, waitMs);
      }
    }
  }

  private async sendOnce(
    { system, user, signal, onText, onAttempt }: ModelRequest,
    options: AdaptiveRequest['options'],
  ): Promise<ModelResponse> {
    let serverError: ModelServerError | undefined;
    const client = this.client.withOptions({
      fetch: async (input, init) => {
        serverError = undefined;
        onAttempt();
        // Redirects are not followed: conversations are sent only to the host that the operator configured.
        const received = await fetch(input, { ...init, redirect: 'manual' });
        const response = boundResponse(received, this.config.OPENAI_TIMEOUT * 1000);
        if (response.ok) return response;
        const { status, headers } = response;
        const body = await response.text();
        serverError = new ModelServerError(classifyFailure(status, body), retryDelayMs(headers));
        // A retry of the same request would fail in the same way.
        if (serverError.failure.kind !== 'unavailable') headers.set('x-should-retry', 'false');
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
        throw serverError ?? error;
      });
    return this.readResponse(response, signal, onText);
  }

  private async readResponse(
    response: Response,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<ModelResponse> {
    if (response.headers.get('content-type')?.includes('text/event-stream'))
      return this.readStream(response, signal, onText);
    const body = await response.text();
    // Some servers do not declare a stream in the content type.
    if (/^\s*(?:data|event):/u.test(body)) return this.readStream(new Response(body), signal, onText);
    const content = parseCompletion(JSON.parse(body));
    if (content.error !== undefined) throw new ModelServerError(classifyFailure(undefined, body));
    onText(content.text);
    return this.toModelResponse(content);
  }

  private async readStream(
    response: Response,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<ModelResponse> {
    const controller = new AbortController();
    signal.addEventListener('abort', () => controller.abort(), { once: true });
    let whole: CompletionContent = {
      text: '',
      isRefused: false,
      isTruncated: false,
      tokens: undefined,
      error: undefined,
    };
    for await (const event of Stream.fromSSEResponse<unknown>(response, controller, this.client)) {
      const content = parseCompletion(event);
      whole = {
        text: whole.text + content.text,
        isRefused: whole.isRefused || content.isRefused,
        isTruncated: whole.isTruncated || content.isTruncated,
        tokens: content.tokens ?? whole.tokens,
        error: undefined,
      };
      onText(whole.text);
      // Leaving the loop aborts the request, so that no further tokens are charged.
      if (whole.text.length > MAX_RESPONSE_CHARACTERS) return this.toModelResponse(whole);
    }
    if (controller.signal.aborted) throw new OpenAI.APIUserAbortError();
    return this.toModelResponse(whole);
  }

  private toModelResponse({ text, isRefused, isTruncated, tokens: usage }: CompletionContent): ModelResponse {
    const tokens = usage ?? null;
    if (isRefused) this.failureLog.log({ kind: 'filtered', status: undefined, message: '' }, '');
    else if (isTruncated || text.length > MAX_RESPONSE_CHARACTERS)
      this.logger.warn({ host: this.host, model: this.model, tokens }, 'The response of the model was truncated');
    if (text.trim() === '' && !isRefused) {
      this.logger.warn({ host: this.host, model: this.model, tokens }, 'The response of the model was empty');
      throw new ProblemError(
        'insight.model_unavailable',
        'The response of the language model was empty: try again later.',
      );
    }
    return { text: isRefused ? '' : text.slice(0, MAX_RESPONSE_CHARACTERS), tokens };
  }
}

/**
 * Changes the request so that it avoids the feature that the server rejected.
 *
 * @returns false if no other variant is left
 */
function adaptRequest(adaptiveRequest: AdaptiveRequest, { kind, feature }: ModelFailure): boolean {
  // Changed only for this request: another conversation leaves another number of tokens for the response.
  if (kind === 'tooLong') return feature === 'tokenLimit' && adaptiveRequest.useNextVariant('tokenLimit', true);
  if (kind !== 'feature') return false;
  if (feature === undefined) return adaptiveRequest.tryNextGuess();
  return feature === 'streaming' ? adaptiveRequest.disableStreaming() : adaptiveRequest.useNextVariant(feature);
}

function toModelServerError(error: unknown): ModelServerError {
  if (error instanceof ModelServerError) return error;
  // The server has sent an error event within a stream.
  if (error instanceof OpenAI.APIError && error.status === undefined && error.error !== undefined)
    return new ModelServerError(classifyFailure(undefined, JSON.stringify({ error: error.error })));
  return new ModelServerError({ kind: 'unavailable', status: undefined, message: messagesOfCauses(error).join(': ') });
}

function messagesOfCauses(error: unknown): string[] {
  return error instanceof Error ? [describeError(error).message, ...messagesOfCauses(error.cause)] : [];
}

/**
 * Returns the error for users. It contains nothing of this server's configuration or of the model server's response.
 */
function toProblem({ kind }: Pick<ModelFailure, 'kind'>, waitMs = 0): ProblemError {
  if (kind === 'tooLong') return new ContextTooLongError();
  if (kind === 'quota')
    return new ProblemError('insight.model_unavailable', QUOTA_USED_UP, { retryAfter: QUOTA_RETRY_AFTER_SECONDS });
  if (kind !== 'unavailable' && kind !== 'filtered')
    return new ProblemError('insight.model_misconfigured', MISCONFIGURED);
  const retryAfter = Math.min(Math.ceil(waitMs / 1000), MAX_RETRY_AFTER_SECONDS);
  return new ProblemError('insight.model_unavailable', UNAVAILABLE, retryAfter > 0 ? { retryAfter } : {});
}
