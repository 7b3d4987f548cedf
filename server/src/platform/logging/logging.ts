import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import { destination, type DestinationStream } from 'pino';
import type { Options } from 'pino-http';
import type { Config } from '../config/config.js';
import type { Counters } from '../health/counters.js';

/**
 * Requests are logged at `debug`: at `info` a busy node would write more about messages than of them. Failures, too: the filter
 * of problems has logged why, under the same request.
 */
function levelOf(_request: IncomingMessage, _response: ServerResponse, error?: Error) {
  return error ? 'error' : 'debug';
}

/** JSON lines in production, for people otherwise. Never a body, never a token. */
export function loggingOptions(config: Config, counters: Counters): Params {
  const readable = {
    target: 'pino-pretty',
    options: { singleLine: true, ignore: 'pid,hostname,req,res,responseTime' },
  };
  const options: Options = {
    level: config.LOG_LEVEL,
    // Named before, so that a body that cannot be read has a name, too.
    genReqId: (request) => request.id,
    customLogLevel: levelOf,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    ...(config.NODE_ENV === 'development' ? { transport: readable } : {}),
  };
  return { pinoHttp: config.NODE_ENV === 'development' ? options : [options, standardOutput(counters)] };
}

/** What cannot be written, as to a file on a full disk, is lost and counted: unheard, the error would end the process. */
function standardOutput(counters: Counters): DestinationStream {
  return destination(1).on('error', () => counters.add('errors.caught'));
}
