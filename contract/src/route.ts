import type { z } from 'zod';
import type { ProblemCode } from './problem.js';

/** One REST route: what a server implements, Swagger shows and a client calls. Paths are relative to `/api`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With parameters as in `/messages/:conversationId`. */
  readonly path: string;
  readonly summary: string;
  /** Whether it takes a bearer token. */
  readonly auth: boolean;
  /** True where a token also counts while the e-mail address of its account is to be verified (`EMAIL_VERIFICATION=required`). */
  readonly unverified?: true;
  /** False where the number of requests is not limited. */
  readonly limited?: false;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: 200 | 201;
  readonly response: z.ZodType;
  /** Headers of a successful answer, with their meaning. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What it can answer beside the problems that every route can (`commonProblems`). */
  readonly problems: readonly ProblemCode[];
}

/** Says that a route is one, and keeps its exact type. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type Part<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType
  ? { [P in K]: z.input<R[K]> }
  : unknown;

/** What a client gives to call a route. A query that needs nothing may be left out. */
export type RouteInput<R extends Route> = Part<R, 'params'> &
  (R['query'] extends z.ZodType ? { query?: z.input<R['query']> } : unknown) &
  Part<R, 'body'>;

/** What a route answers. */
export type RouteOutput<R extends Route> = z.output<R['response']>;
