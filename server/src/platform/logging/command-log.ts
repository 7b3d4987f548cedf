import { Logger } from '@nestjs/common';
import { destination, pino } from 'pino';
import type { Config } from '../config/config.js';
import { describeError } from './serializers.js';

/**
 * Writes the log of this process to standard error, as JSON lines, because standard output is for the result of the
 * command.
 */
export function logToStandardError({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>): void {
  const log = pino({ level: LOG_LEVEL, serializers: { err: describeError } }, destination({ fd: 2, sync: true }));
  const write = (level: 'info' | 'warn' | 'error' | 'debug') => (fields: unknown, text?: unknown) =>
    log[level](fields as object, typeof text === 'string' ? text : undefined);
  Logger.overrideLogger({ log: write('info'), warn: write('warn'), error: write('error'), debug: write('debug') });
}
