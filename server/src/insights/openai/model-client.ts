import { OpenAI } from 'openai';
import { Stream } from 'openai/streaming';
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParams,
} from 'openai/resources/chat/completions';
import type { Config } from '../../platform/config/config.js';
import { ProblemError } from '../../platform/problems/problem-error.js';
import { ANSWER_SCHEMA } from './answer.js';

const PUBLIC_ADDRESS = 'https://api.openai.com/v1';
const MAX_RETRIES = 3;
/** An answer of this shape is shorter by far; a model that cannot stop is not paid for. */
const MAX_ANSWER_TOKENS = 4000;

export interface Reply {
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

type Options = Omit<ChatCompletionCreateParams, 'model' | 'messages'>;

/** What servers understand, from the most to the least: each is tried when the one before was not understood. */
function ladder(temperature: number): Options[] {
  const bounded = { temperature, max_completion_tokens: MAX_ANSWER_TOKENS };
  const streamed = { ...bounded, stream: true, stream_options: { include_usage: true } } as const;
  const json_schema = { name: 'minutes', strict: true, schema: ANSWER_SCHEMA };
  return [
    { ...streamed, response_format: { type: 'json_schema', json_schema } },
    { ...streamed, response_format: { type: 'json_object' } },
    { ...bounded },
    {},
  ];
}

/** Asks a chat model of any server that speaks the OpenAI protocol. It knows nothing of what it is asked. */
export class ModelClient {
  readonly model: string;
  readonly host: string;
  private readonly key: string | undefined;
  private readonly client: OpenAI;
  private readonly ladder: Options[];
  /** The first rung that this server has understood. */
  private rung = 0;

  constructor(private readonly config: Config) {
    const baseURL = config.OPENAI_BASE_URL ?? PUBLIC_ADDRESS;
    this.model = config.OPENAI_MODEL;
    this.host = new URL(baseURL).host;
    this.key = config.OPENAI_API_KEY;
    this.ladder = ladder(config.OPENAI_TEMPERATURE);
    this.client = new OpenAI({
      // Everything is said here, so that the client reads nothing from the environment.
      baseURL,
      apiKey: this.key ?? 'none',
      organization: null,
      project: null,
      logLevel: 'off',
      maxRetries: MAX_RETRIES,
      timeout: config.OPENAI_TIMEOUT * 1000,
    });
  }

  /** @throws ProblemError `insight.model_unavailable`, `insight.model_misconfigured` */
  async ask(asking: Asking): Promise<Reply> {
    for (let rung = this.rung; ; rung += 1) {
      try {
        const reply = await this.askOnce(asking, this.ladder[rung]!);
        this.rung = rung;
        return reply;
      } catch (error) {
        if (!isNotUnderstood(error) || rung + 1 >= this.ladder.length) throw this.toProblem(error);
      }
    }
  }

  private async askOnce({ system, user, signal, onText, onAttempt }: Asking, options: Options): Promise<Reply> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(this.config.OPENAI_TIMEOUT * 1000 * (MAX_RETRIES + 1))]);
    const client = this.client.withOptions({
      fetch: (input, init) => {
        onAttempt();
        return fetch(input, init);
      },
    });
    const messages = [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: user },
    ];
    const response = await client.chat.completions
      .create({ model: this.model, messages, ...options } as ChatCompletionCreateParams, { signal: limit })
      .asResponse();
    // The client's own time limit ends with the headers; a stream may hang after them.
    return response.headers.get('content-type')?.includes('text/event-stream')
      ? readStream(response, limit, this.config.OPENAI_TIMEOUT * 1000, onText)
      : readWhole((await response.json()) as ChatCompletion, onText);
  }

  /** In words for the people who asked, and for the operator; never what the provider said, which may name the key. */
  private toProblem(error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    const status = error instanceof OpenAI.APIError ? (error.status as number | undefined) : undefined;
    const where = `The model server at ${this.host}`;
    if (status === 401 || status === 403)
      return misconfigured(`${where} refuses this server's key (${status}): check OPENAI_API_KEY and OPENAI_BASE_URL.`);
    if (status === 404)
      return misconfigured(`${where} does not know the model ${this.model}: check OPENAI_MODEL and OPENAI_BASE_URL.`);
    if (status !== undefined && status < 500 && status !== 408 && status !== 409 && status !== 429)
      return misconfigured(
        `${where} does not accept the request (${status}): check OPENAI_MODEL, and that it takes OPENAI_MAX_INPUT_TOKENS.`,
      );
    const why = status === undefined ? '' : ` (${status})`;
    return new ProblemError('insight.model_unavailable', `${where} does not answer now${why}: try again later.`);
  }
}

function misconfigured(detail: string): ProblemError {
  return new ProblemError('insight.model_misconfigured', detail);
}

function isNotUnderstood(error: unknown): boolean {
  return error instanceof OpenAI.APIError && (error.status === 400 || error.status === 422);
}

async function readStream(
  response: Response,
  signal: AbortSignal,
  idleMs: number,
  onText: (text: string) => void,
): Promise<Reply> {
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort(), { once: true });
  let idle = setTimeout(() => controller.abort(), idleMs);
  let text = '';
  let usage: ChatCompletionChunk['usage'];
  try {
    for await (const chunk of Stream.fromSSEResponse<ChatCompletionChunk>(response, controller)) {
      clearTimeout(idle);
      idle = setTimeout(() => controller.abort(), idleMs);
      text += chunk.choices?.[0]?.delta?.content ?? '';
      usage = chunk.usage ?? usage;
      onText(text);
    }
  } finally {
    clearTimeout(idle);
  }
  if (controller.signal.aborted) throw new OpenAI.APIUserAbortError();
  return toReply(text, usage);
}

function readWhole(completion: ChatCompletion, onText: (text: string) => void): Reply {
  const text = completion.choices?.[0]?.message?.content ?? '';
  onText(text);
  return toReply(text, completion.usage);
}

function toReply(text: string, usage: ChatCompletion['usage'] | null): Reply {
  if (text.trim() === '')
    throw new ProblemError('insight.model_unavailable', 'The model answered with nothing: try again later.');
  return { text, tokens: usage ? { prompt: usage.prompt_tokens, completion: usage.completion_tokens } : null };
}
