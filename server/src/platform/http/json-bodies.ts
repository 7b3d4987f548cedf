import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { jsonFault } from '../problems/json-fault.js';
import { hasTooManyStructuralCharacters, MAX_STRUCTURAL_CHARACTERS } from '../problems/json-structure.js';
import { ProblemError } from '../problems/problem-error.js';
import { tooManyFields } from '../problems/validation.js';

/** The size of the longest valid body: a `sync` with 5,000 conversations of 50 bytes each. */
const MAX_BODY = '400kb';
const SYNC = /^\/api\/sync\/?(\?|$)/i;
/** The limit for the bodies of all other routes, which have ten fields at most. */
const MAX_STRUCTURAL_CHARACTERS_ELSEWHERE = 1000;

/**
 * Parses JSON bodies. Because this happens before authentication, bodies that would take long to parse are refused
 * first: many fields are accepted for `sync` only, and only with a valid token.
 *
 * @param hasValidToken whether a request has a valid token
 */
export function parseJsonBodies(
  app: NestExpressApplication,
  hasValidToken: (request: IncomingMessage) => boolean,
): void {
  const options = {
    limit: MAX_BODY,
    // No client compresses bodies; inflating them would occupy the threads that hash passwords.
    inflate: false,
    verify: (request: IncomingMessage, _response: unknown, body: Buffer) => {
      const isSync = SYNC.test(request.url ?? '') && hasValidToken(request);
      if (
        hasTooManyStructuralCharacters(body, isSync ? MAX_STRUCTURAL_CHARACTERS : MAX_STRUCTURAL_CHARACTERS_ELSEWHERE)
      )
        throw tooManyFields();
    },
  };
  app.useBodyParser('json', options);
  // Express recognises an error handler by its four parameters.
  app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) =>
    next(explainParseError(error)),
  );
}

/**
 * The error with which the parser rejects a body that is not JSON. It contains the decoded body, without a byte order
 * mark.
 */
interface ParseError {
  readonly type: 'entity.parse.failed';
  readonly body: string;
}

/** Turns a parse error into a problem that names the position of the fault, without quoting the body. */
function explainParseError(error: unknown): unknown {
  if ((error as Partial<ParseError> | null)?.type !== 'entity.parse.failed') return error;
  const fault = jsonFault((error as ParseError).body);
  if (!fault) return error;
  const { line, column, expected, isEnd } = fault;
  const end = isEnd ? ', but the body ends there' : '';
  return new ProblemError(
    'request.malformed',
    `The body is not valid JSON at line ${line}, column ${column}: expected ${expected}${end}.`,
  );
}
