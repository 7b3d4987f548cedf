import type { z } from 'zod';
import type { ProblemCode } from './problem.js';

/**
 * Describes one REST route, for the server that implements it, for Swagger and for clients. Paths are relative to
 * `/api`.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** May contain parameters, as in `/messages/:conversationId`. */
  readonly path: string;
  readonly summary: string;
  /** Whether the route requires a bearer token. */
  readonly auth: boolean;
  /**
   * True when an account whose e-mail address is not verified yet may call the route (`EMAIL_VERIFICATION=required`).
   */
  readonly unverified?: true;
  /** False when the route has no rate limit. */
  readonly limited?: false;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: 200 | 201;
  readonly response: z.ZodType;
  /** The headers of a successful response, each with its description. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The problems of this route, in addition to those of every route (`commonProblems`). */
  readonly problems: readonly ProblemCode[];
}

/** Checks that a definition is a route, and preserves its literal types. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type InputField<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType
  ? { [P in K]: z.input<R[K]> }
  : unknown;

/** The input of a route. `query` may be omitted, because no route has a required query parameter. */
export type RouteInput<R extends Route> = InputField<R, 'params'> &
  (R['query'] extends z.ZodType ? { query?: z.input<R['query']> } : unknown) &
  InputField<R, 'body'>;

/** The response body of a route. */
export type RouteOutput<R extends Route> = z.output<R['response']>;
