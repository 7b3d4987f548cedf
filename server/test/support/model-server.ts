import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a hub has sent to the model. */
export interface ModelRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  /** The time by `performance.now()`, in milliseconds. */
  readonly receivedAt: number;
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

export interface ModelResponse {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** The text of the completion; an array is streamed as several pieces. */
  readonly content?: string | readonly string[];
  /** The finish reason: `stop`, `length`, `content_filter`. */
  readonly finishReason?: string;
  /** The deltas of a streamed completion, if they have other fields than the text. */
  readonly deltas?: readonly object[];
  /** A JSON body that is returned instead of a completion, if there is no `content`. */
  readonly body?: unknown;
  /** A function that writes the response in place of this server. */
  readonly write?: (response: ServerResponse) => void;
}

type Responder = (request: ModelRequest, index: number) => ModelResponse | Promise<ModelResponse>;

export const USAGE = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };

/** A server that speaks the protocol of OpenAI's chat completions and returns the responses that a test defines. */
export class ModelServer {
  readonly requests: ModelRequest[] = [];
  private responder: Responder = () => ({ content: insightJson() });
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

  /** Clears the recorded requests, and uses this responder from now on. */
  respondWith(responder: Responder): void {
    this.requests.length = 0;
    this.responder = responder;
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
    const request = { path: incoming.url ?? '', authorization, receivedAt: performance.now(), body };
    this.requests.push(request);
    const modelResponse = await this.responder(request, this.requests.length - 1);
    if (modelResponse.write) modelResponse.write(response);
    else if (modelResponse.deltas) stream(response, modelResponse.deltas, modelResponse.finishReason);
    else if (modelResponse.content !== undefined && body.stream)
      stream(response, deltasOf(modelResponse.content), modelResponse.finishReason);
    else respondWhole(response, modelResponse);
  }
}

const deltasOf = (content: string | readonly string[]) => [content].flat().map((piece) => ({ content: piece }));

function stream(response: ServerResponse, deltas: readonly object[], finishReason = 'stop'): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  for (const delta of deltas) event({ choices: [{ index: 0, delta }] });
  event({ choices: [{ index: 0, delta: {}, finish_reason: finishReason }] });
  event({ choices: [], usage: USAGE });
  response.end('data: [DONE]\n\n');
}

function respondWhole(
  response: ServerResponse,
  { status = 200, headers, content, finishReason = 'stop', body }: ModelResponse,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  const message = { role: 'assistant', content: [content].flat().join('') };
  const completion = { choices: [{ message, finish_reason: finishReason }], usage: USAGE };
  response.end(JSON.stringify(content === undefined ? (body ?? { error: { message: 'no' } }) : completion));
}

/** Returns the text of a well-formed insight, with these fields replaced. */
export function insightJson(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    summary: 'Ana and Ben meet at noon.',
    keyPoints: [],
    decisions: [],
    actionItems: [],
    openQuestions: [],
    ...fields,
  });
}

/** Returns the transcript lines of a request: one JSON object per line between two markers. */
export function transcriptLinesOf({ body }: ModelRequest): { n: number; from: string; text: string }[] {
  const user = body.messages.find(({ role }) => role === 'user')?.content ?? '';
  return user
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as { n: number; from: string; text: string });
}

/** The API key that {@link modelSettingsFor} configures. */
export const API_KEY = 'sk-test-0123456789abcdef';

/** The configuration of a hub that uses this model: budgets that tests reach, time limits that tests do not reach. */
export const modelSettingsFor = ({ url }: ModelServer) => ({
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: API_KEY,
  OPENAI_TIMEOUT: '20',
  OPENAI_MAX_INPUT_TOKENS: '4000',
  INSIGHT_MAX_CALLS: '4',
  INSIGHT_LEASE: '6',
});
