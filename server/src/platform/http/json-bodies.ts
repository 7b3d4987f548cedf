import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { jsonFault } from '../problems/json-fault.js';
import { hasTooManyParts, MAX_PARTS } from '../problems/json-structure.js';
import { ProblemError } from '../problems/problem-error.js';
import { tooManyParts } from '../problems/validation.js';

/** The longest there is: a `sync` that names 5,000 conversations, of 50 bytes each. */
const MAX_BODY = '400kb';
const SYNC = /^\/api\/sync\/?(\?|$)/i;
/** What all other bodies have at most: none has more than ten fields. */
const MAX_PARTS_ELSEWHERE = 1000;

/**
 * Parses JSON bodies. That comes before anybody is asked who they are, so what takes long to parse is refused before: many
 * fields are for `sync` only, and only of clients that have logged in.
 *
 * @param isKnown whether a request has a valid token
 */
export function parseJsonBodies(app: NestExpressApplication, isKnown: (request: IncomingMessage) => boolean): void {
  const options = {
    limit: MAX_BODY,
    // No client compresses bodies; inflating them would occupy the threads that hash passwords.
    inflate: false,
    verify: (request: IncomingMessage, _response: unknown, body: Buffer) => {
      const isSync = SYNC.test(request.url ?? '') && isKnown(request);
      if (hasTooManyParts(body, isSync ? MAX_PARTS : MAX_PARTS_ELSEWHERE)) throw tooManyParts();
    },
  };
  app.useBodyParser('json', options);
  // Express knows a handler of errors by its four parameters.
  app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) => next(inWords(error)));
}

/** What the parser raises for a body that is no JSON; with it, what it has decoded, without a byte order mark. */
interface Unparsed {
  readonly type: 'entity.parse.failed';
  readonly body: string;
}

/** Says where a body stops being JSON, and nothing that is in it. */
function inWords(error: unknown): unknown {
  if ((error as Partial<Unparsed> | null)?.type !== 'entity.parse.failed') return error;
  const fault = jsonFault((error as Unparsed).body);
  if (!fault) return error;
  const { line, column, expected, isEnd } = fault;
  const end = isEnd ? ', but the body ends there' : '';
  return new ProblemError(
    'request.malformed',
    `The body is not valid JSON at line ${line}, column ${column}: expected ${expected}${end}.`,
  );
}
