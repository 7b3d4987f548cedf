import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import { destination, type DestinationStream, type LogFn, type Logger } from 'pino';
import type { Options } from 'pino-http';
import type { Config } from '../config/config.js';
import type { Counters } from '../health/counters.js';
import { describeError, describeRequest, describeResponse } from './serializers.js';

/**
 * Requests are logged at `debug`, because at `info` a busy node would write more log data than message data. Failed
 * requests are logged at `debug` as well, because `ProblemFilter` has already logged the error with the same request
 * id.
 */
function levelOf(_request: IncomingMessage, _response: ServerResponse, error?: Error) {
  return error ? 'error' : 'debug';
}

/**
 * Returns the options of the logger: JSON lines in production, a readable format in development. No level logs message
 * contents or secrets.
 *
 * @param output where the lines are written; ignored in development
 */
export function loggingOptions(config: Config, counters: Counters, output = standardOutput(counters)): Params {
  const readable = {
    target: 'pino-pretty',
    options: { singleLine: true, ignore: 'pid,hostname,req,res,responseTime' },
  };
  const options: Options = {
    level: config.LOG_LEVEL,
    // The id is assigned before the body is parsed, so that a request with an unreadable body has one as well.
    genReqId: (request) => request.id,
    customLogLevel: levelOf,
    hooks: { logMethod: describeMessage },
    serializers: { req: describeRequest, res: describeResponse, err: describeError },
    // With this option on, pino's own serializers, which include everything, would run first.
    wrapSerializers: false,
    ...(config.NODE_ENV === 'development' ? { transport: readable } : {}),
  };
  return { pinoHttp: config.NODE_ENV === 'development' ? options : [options, output] };
}

/**
 * Adds a safe message to an error that is logged without one. pino would use the error's own message, which may quote a
 * client's input.
 */
function describeMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, message] = args as unknown as [unknown, unknown];
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
  if (message === undefined && error instanceof Error) method.call(this, first as object, describeError(error).message);
  else method.apply(this, args);
}

/**
 * Standard output. A line that cannot be written, for example to a full disk, is lost and counted. Without a listener,
 * the error would end the process.
 */
function standardOutput(counters: Counters): DestinationStream {
  return destination(1).on('error', () => counters.add('errors.caught'));
}
