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
/** For servers that do not know that bound: of an answer, and of all that is read of one, with what is around it. */
const MAX_ANSWER_CHARACTERS = 50_000;
const MAX_BODY_BYTES = 4_000_000;
/** The client waits no longer than this, in milliseconds; asked to wait longer, it would hardly wait at all. */
const MAX_WAIT_MS = 60_000;

export interface Reply {
  /** Empty where the model refuses to say anything. */
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
      // A connection that died unnoticed while it was idle would take the time limit of an attempt; several of them, of all.
      // A new one costs little beside the seconds that a model takes.
      defaultHeaders: { connection: 'close' },
    });
  }

  /**
   * Time limits: `OPENAI_TIMEOUT` for the beginning of an answer and for each following piece of it, four times that for
   * everything together, attempts and pauses included.
   *
   * @throws ProblemError `insight.model_unavailable`, `insight.model_misconfigured`
   */
  async ask(asking: Asking): Promise<Reply> {
    const limitMs = Math.ceil(this.config.OPENAI_TIMEOUT * 1000 * (MAX_RETRIES + 1));
    const inTime = { ...asking, signal: AbortSignal.any([asking.signal, AbortSignal.timeout(limitMs)]) };
    for (let rung = this.rung; ; rung += 1) {
      try {
        const reply = await this.askOnce(inTime, this.ladder[rung]!);
        this.rung = rung;
        return reply;
      } catch (error) {
        if (!isNotUnderstood(error) || rung + 1 >= this.ladder.length) throw this.toProblem(error);
      }
    }
  }

  private async askOnce({ system, user, signal, onText, onAttempt }: Asking, options: Options): Promise<Reply> {
    const client = this.client.withOptions({
      fetch: async (input, init) => {
        onAttempt();
        return bounded(await fetch(input, init), this.config.OPENAI_TIMEOUT * 1000);
      },
    });
    const messages = [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: user },
    ];
    const response = await client.chat.completions
      .create({ model: this.model, messages, ...options } as ChatCompletionCreateParams, { signal })
      .asResponse();
    return response.headers.get('content-type')?.includes('text/event-stream')
      ? readStream(response, signal, onText)
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

/**
 * A response whose body is read up to a size, fails when no further piece of it comes in time (the client's own time limit
 * ends with the headers), and is not asked for again sooner than its server wants.
 */
function bounded({ body, status, statusText, headers: sent }: Response, idleMs: number): Response {
  const headers = new Headers(sent);
  if (waitOf(headers) > MAX_WAIT_MS) headers.set('x-should-retry', 'false');
  return new Response(body?.pipeThrough(limitOf(idleMs)), { status, statusText, headers });
}

function limitOf(idleMs: number): TransformStream<Uint8Array, Uint8Array> {
  let left = MAX_BODY_BYTES;
  let idle: NodeJS.Timeout | undefined;
  const expectMore = (controller: TransformStreamDefaultController) => {
    clearTimeout(idle);
    idle = setTimeout(() => controller.error(new Error('The answer of the model does not go on.')), idleMs).unref();
  };
  return new TransformStream<Uint8Array, Uint8Array>({
    start: expectMore,
    transform(chunk, controller) {
      expectMore(controller);
      left -= chunk.byteLength;
      if (left < 0) controller.error(new Error('The answer of the model does not end.'));
      else controller.enqueue(chunk);
    },
    flush: () => clearTimeout(idle),
  });
}

/** How long a server wants to be left alone, in milliseconds: it says seconds, or a date. */
function waitOf(headers: Headers): number {
  const after = headers.get('retry-after') ?? '0';
  return /^\d/u.test(after) ? Number.parseFloat(after) * 1000 : Date.parse(after) - Date.now();
}

async function readStream(response: Response, signal: AbortSignal, onText: (text: string) => void): Promise<Reply> {
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort(), { once: true });
  let text = '';
  let refused = false;
  let usage: ChatCompletionChunk['usage'];
  for await (const chunk of Stream.fromSSEResponse<ChatCompletionChunk>(response, controller)) {
    const [choice] = chunk.choices ?? [];
    // What comes after is read for the usage at the end, but not kept, nor looked at again and again.
    if (text.length < MAX_ANSWER_CHARACTERS) text += choice?.delta?.content ?? '';
    refused ||= isRefusal(choice?.delta?.refusal, choice?.finish_reason);
    usage = chunk.usage ?? usage;
    onText(text);
  }
  if (controller.signal.aborted) throw new OpenAI.APIUserAbortError();
  return toReply(text, usage, refused);
}

function readWhole({ choices, usage }: ChatCompletion, onText: (text: string) => void): Reply {
  const [choice] = choices ?? [];
  const text = choice?.message?.content ?? '';
  onText(text);
  return toReply(text, usage, isRefusal(choice?.message?.refusal, choice?.finish_reason));
}

function isRefusal(refusal: string | null | undefined, reason: string | null | undefined): boolean {
  return (refusal ?? '') !== '' || reason === 'content_filter';
}

function toReply(text: string, usage: ChatCompletion['usage'] | null, refused: boolean): Reply {
  if (text.trim() === '' && !refused)
    throw new ProblemError('insight.model_unavailable', 'The model answered with nothing: try again later.');
  const tokens = usage ? { prompt: usage.prompt_tokens, completion: usage.completion_tokens } : null;
  return { text: refused ? '' : text.slice(0, MAX_ANSWER_CHARACTERS), tokens };
}
