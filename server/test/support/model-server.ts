import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a hub sent to the model. */
export interface ModelRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly at: number;
  readonly body: {
    readonly model: string;
    readonly stream?: boolean;
    readonly stream_options?: object;
    readonly temperature?: number;
    readonly max_tokens?: number;
    readonly max_completion_tokens?: number;
    readonly response_format?: { readonly type: string };
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

export interface ModelAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** What the model says; in pieces, where it is asked to stream. */
  readonly says?: string | readonly string[];
  /** Why it stopped: `stop`, `length`, `content_filter`. */
  readonly finish?: string;
  /** Pieces of a stream that hold more than what it says. */
  readonly deltas?: readonly object[];
  /** Another body, where it says nothing. */
  readonly body?: unknown;
  /** An answer of another kind: the test writes it by itself. */
  readonly writes?: (response: ServerResponse) => void;
}

type Answerer = (request: ModelRequest, index: number) => ModelAnswer | Promise<ModelAnswer>;

export const USAGE = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };

/** A server that speaks the protocol of OpenAI's chat completions, and says what a test tells it to. */
export class ModelServer {
  readonly requests: ModelRequest[] = [];
  private answer: Answerer = () => ({ says: minutes() });
  private readonly server = createServer((request, response) => {
    this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  static async start(): Promise<ModelServer> {
    const model = new ModelServer();
    await new Promise<void>((resolve) => model.server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Forgets what was asked, and answers like this from now on. */
  willAnswer(answer: Answerer): void {
    this.requests.length = 0;
    this.answer = answer;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as ModelRequest['body'];
    const { authorization } = incoming.headers;
    const request = { path: incoming.url ?? '', authorization, at: performance.now(), body };
    this.requests.push(request);
    const answer = await this.answer(request, this.requests.length - 1);
    if (answer.writes) answer.writes(response);
    else if (answer.deltas) stream(response, answer.deltas, answer.finish);
    else if (answer.says !== undefined && body.stream) stream(response, deltasOf(answer.says), answer.finish);
    else whole(response, answer);
  }
}

const deltasOf = (says: string | readonly string[]) => [says].flat().map((content) => ({ content }));

function stream(response: ServerResponse, deltas: readonly object[], finish = 'stop'): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  for (const delta of deltas) event({ choices: [{ index: 0, delta }] });
  event({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  event({ choices: [], usage: USAGE });
  response.end('data: [DONE]\n\n');
}

function whole(response: ServerResponse, { status = 200, headers, says, finish = 'stop', body }: ModelAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  const message = { role: 'assistant', content: [says].flat().join('') };
  const completion = { choices: [{ message, finish_reason: finish }], usage: USAGE };
  response.end(JSON.stringify(says === undefined ? (body ?? { error: { message: 'no' } }) : completion));
}

/** A well-formed answer. */
export function minutes(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    summary: 'Ana and Ben meet at noon.',
    keyPoints: [],
    decisions: [],
    actionItems: [],
    openQuestions: [],
    ...fields,
  });
}

/** The messages that a request carries: one JSON object per line between markers. */
export function linesOf({ body }: ModelRequest): { n: number; from: string; text: string }[] {
  const user = body.messages.find(({ role }) => role === 'user')?.content ?? '';
  return user
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as { n: number; from: string; text: string });
}

/** The key that hubs have for it. */
export const KEY = 'sk-test-0123456789abcdef';

/** What a hub is told to use it: budgets that a test reaches, and time limits that a test does not wait for. */
export const keysFor = ({ url }: ModelServer) => ({
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: KEY,
  OPENAI_TIMEOUT: '20',
  OPENAI_MAX_INPUT_TOKENS: '4000',
  INSIGHT_MAX_CALLS: '4',
  INSIGHT_LEASE: '6',
});
