import { Logger } from '@nestjs/common';
import { destination, pino } from 'pino';
import type { Config } from '../config/config.js';
import { describeError } from './serializers.js';

/** Has what is logged in this process written to the standard error, as JSON lines: the standard output is for results. */
export function logToStandardError({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>): void {
  const log = pino({ level: LOG_LEVEL, serializers: { err: describeError } }, destination({ fd: 2, sync: true }));
  const write = (level: 'info' | 'warn' | 'error' | 'debug') => (fields: unknown, text?: unknown) =>
    log[level](fields as object, typeof text === 'string' ? text : undefined);
  Logger.overrideLogger({ log: write('info'), warn: write('warn'), error: write('error'), debug: write('debug') });
}
