import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { Config } from '../config/config.js';

/** Requests that went well are told at `debug`: at `info` a busy node would write more about messages than of them. */
function levelOf(_: IncomingMessage, response: ServerResponse, error?: Error) {
  return error || response.statusCode >= 500 ? 'error' : 'debug';
}

/** JSON lines in production, for people otherwise. Never a body, never a token. */
export function loggingOptions(config: Config): Params {
  const readable = {
    target: 'pino-pretty',
    options: { singleLine: true, ignore: 'pid,hostname,req,res,responseTime' },
  };
  return {
    pinoHttp: {
      level: config.LOG_LEVEL,
      // Named before, so that a body that cannot be read has a name, too.
      genReqId: (request) => request.id,
      customLogLevel: levelOf,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      ...(config.NODE_ENV === 'development' ? { transport: readable } : {}),
    },
  };
}
