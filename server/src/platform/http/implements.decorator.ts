import { applyDecorators, Delete, Get, HttpCode, Patch, Post, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { commonProblems, limitProblems, problems, Problem, type ProblemCode } from '@smart-hub/contract/problem';
import type { Route, RouteOutput } from '@smart-hub/contract/route';
import { toProblem } from '../problems/to-problem.js';
import { ProblemError } from '../problems/problem-error.js';
import type { Page } from './page.js';

export const PUBLIC = 'route:public';
export const UNVERIFIED = 'route:unverified';

const methods = { GET: Get, POST: Post, PATCH: Patch, DELETE: Delete };

/** Marks a route as public: it needs no token. */
const Public = () => SetMetadata(PUBLIC, true);

/** A method that handles a route: it returns the output type of the route or, for a list, a {@link Page} of it. */
type Handler<R extends Route> = (
  ...parameters: never[]
) => Promise<RouteOutput<R> | PageOf<RouteOutput<R>>> | RouteOutput<R>;
type PageOf<Output> = Output extends (infer Item)[] ? Page<Item> : never;

/** Makes a method the handler of a route of the contract. Path, status and documentation come from the contract. */
export function Implements<R extends Route>(route: R) {
  const decorate = applyDecorators(
    methods[route.method](route.path),
    HttpCode(route.status),
    ApiOperation({ summary: route.summary }),
    ApiResponse({
      status: route.status,
      description: route.summary,
      standardSchema: route.response,
      headers: mapValues(route.headers ?? {}, (description) => ({ description, schema: { type: 'string' } })),
    }),
    route.auth ? ApiBearerAuth() : Public(),
    ...(route.unverified ? [SetMetadata(UNVERIFIED, true)] : []),
    ...(route.limited === false ? [SkipThrottle()] : []),
    ...parameters(route.path).map((name) => ApiParam({ name, schema: { type: 'string', format: 'uuid' } })),
    ...problemResponses(possibleProblems(route)),
  );
  return <H extends Handler<R>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<H>) =>
    decorate(target, key, descriptor);
}

function parameters(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
}

function possibleProblems(route: Route): ProblemCode[] {
  const validated = route.params ?? route.query ?? route.body;
  return [
    ...(validated ? (['request.invalid'] as const) : []),
    ...(route.body ? (['request.malformed', 'request.too_large', 'request.unsupported'] as const) : []),
    ...(route.auth ? (['auth.token_missing', 'auth.token_invalid', 'auth.token_expired'] as const) : []),
    ...(route.auth && !route.unverified ? (['auth.email_unverified'] as const) : []),
    ...route.problems,
    ...commonProblems.filter((code) => !limitProblems.includes(code) || route.limited !== false),
  ];
}

function problemResponses(codes: ProblemCode[]): MethodDecorator[] {
  const statuses = Map.groupBy(codes, (code) => problems[code].status);
  return [...statuses].map(([status, group]) =>
    ApiResponse({
      status,
      description: group.map((code) => `\`${code}\`: ${problems[code].title}`).join('; '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(group.map((code) => [code, { value: exampleOf(code) }])),
        },
      },
    }),
  );
}

function exampleOf(code: ProblemCode): Problem {
  return toProblem(new ProblemError(code, problems[code].title), '018f3b1c-7a00-7000-8000-00000000000a');
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
