import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import { destination, type DestinationStream, type LogFn, type Logger } from 'pino';
import type { Options } from 'pino-http';
import type { Config } from '../config/config.js';
import type { Counters } from '../health/counters.js';
import { describeError, describeRequest, describeResponse } from './serializers.js';

/**
 * Requests are logged at `debug`: at `info` a busy node would write more about messages than of them. Failures, too: the filter
 * of problems has logged why, under the same request.
 */
function levelOf(_request: IncomingMessage, _response: ServerResponse, error?: Error) {
  return error ? 'error' : 'debug';
}

/**
 * JSON lines in production, for people otherwise. Never contents or secrets, at any level.
 *
 * @param output where the lines go, other than in development
 */
export function loggingOptions(config: Config, counters: Counters, output = standardOutput(counters)): Params {
  const readable = {
    target: 'pino-pretty',
    options: { singleLine: true, ignore: 'pid,hostname,req,res,responseTime' },
  };
  const options: Options = {
    level: config.LOG_LEVEL,
    // Named before, so that a body that cannot be read has a name, too.
    genReqId: (request) => request.id,
    customLogLevel: levelOf,
    hooks: { logMethod: describeMessage },
    serializers: { req: describeRequest, res: describeResponse, err: describeError },
    // Or pino's own, which take everything, would come before.
    wrapSerializers: false,
    ...(config.NODE_ENV === 'development' ? { transport: readable } : {}),
  };
  return { pinoHttp: config.NODE_ENV === 'development' ? options : [options, output] };
}

/** An error that is logged without a message: pino would take its own, which may quote what a client sent. */
function describeMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, message] = args as unknown as [unknown, unknown];
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
  if (message === undefined && error instanceof Error) method.call(this, first as object, describeError(error).message);
  else method.apply(this, args);
}

/** What cannot be written, as to a file on a full disk, is lost and counted: unheard, the error would end the process. */
function standardOutput(counters: Counters): DestinationStream {
  return destination(1).on('error', () => counters.add('errors.caught'));
}
