import { Problem, problems, type ProblemCode } from '@smart-hub/contract/problem';
import type { TestHub } from './hub.js';
import { mustNotBeLogged } from './suite-log.js';

interface RequestOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  /** A body to be sent as JSON. */
  readonly json?: unknown;
  /** A body to be sent unchanged. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body of the response, parsed if it is JSON. */
  readonly body: unknown;
}

/** Sends a request that the SDK may not be able to send: `sendRequest(hub, 'GET /api/health')`. */
export async function sendRequest(
  hub: Pick<TestHub, 'url'>,
  line: string,
  request: RequestOptions = {},
): Promise<HttpResponse> {
  const [method = '', path = ''] = line.split(' ');
  const { token, json, body = json === undefined ? undefined : JSON.stringify(json) } = request;
  const response = await fetch(hub.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  if (isObject(json)) mustNotBeLogged([json['password'], json['invitation']]);
  const text = await response.text();
  // The response to HEAD has a content type and no body.
  const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null;
}

/** Checks that a response is exactly a problem with this code, and has the headers of a problem. Returns the problem. */
export function expectProblem({ status, headers, body }: HttpResponse, code: ProblemCode): Problem {
  const problem = Problem.strict().parse(body);
  expect(problem.code).toBe(code);
  const { retryAfter } = problem;
  expect(problem).toMatchObject({
    type: `urn:smart-hub:problem:${code}`,
    title: problems[code].title,
    retryable: problems[code].retryable,
    status,
    message: problem.errors?.map((error) => error.message) ?? problem.detail,
  });
  expect(status).toBe(problems[code].status);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(headers.get('x-request-id')).toBe(problem.requestId);
  expect(headers.get('retry-after')).toBe(retryAfter === undefined ? null : String(Math.ceil(retryAfter)));
  return problem;
}

/** Returns the fields named by a response with the code `request.invalid`. */
export function invalidFields(response: HttpResponse): string[] {
  return (expectProblem(response, 'request.invalid').errors ?? []).map((error) => error.field);
}

/** Returns the status and body without the request id, which differs for every request. */
export function withoutRequestId({ status, body }: HttpResponse): object {
  const { requestId: _, ...rest } = body as Record<string, unknown>;
  return { status, ...rest };
}
