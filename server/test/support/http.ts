import { Problem, problems, type ProblemCode } from '@smart-hub/contract/problem';
import type { Hub } from './hub.js';
import { mustNotBeLogged } from './suite-log.js';

interface Request {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it stands. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
}

/** Sends a request as it stands, beyond what the SDK would send: `ask(hub, 'GET /api/health')`. */
export async function ask(hub: Pick<Hub, 'url'>, line: string, request: Request = {}): Promise<Answer> {
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
  // The answer to HEAD has the type, and no body.
  const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null;
}

/** Checks that an answer is a problem, whole and nothing beside it. Returns it. */
export function problemOf({ status, headers, body }: Answer, code: ProblemCode): Problem {
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

/** The fields that an invalid request was refused for. */
export function refusedFields(answer: Answer): string[] {
  return (problemOf(answer, 'request.invalid').errors ?? []).map((error) => error.field);
}

/** An answer without what differs at every request. */
export function withoutRequestId({ status, body }: Answer): object {
  const { requestId: _, ...rest } = body as Record<string, unknown>;
  return { status, ...rest };
}
