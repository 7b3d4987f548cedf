import { Logger } from '@nestjs/common';
import type { Failure } from './failure.js';
import { withoutQuotes } from './quotes.js';

/** What the operator has to look at. */
const HINTS: Readonly<Record<Failure['kind'], string>> = {
  filtered: 'The model, or a filter of its server, will not sum up a conversation',
  part: 'The model server does not accept the request: check OPENAI_MODEL and OPENAI_BASE_URL',
  long: 'The model takes in less than it was sent: lower OPENAI_MAX_INPUT_TOKENS',
  quota: 'The account at the model server is used up',
  credentials: 'The model server refuses this server: check OPENAI_API_KEY and OPENAI_BASE_URL',
  model: 'The model server does not know the model: check OPENAI_MODEL and OPENAI_BASE_URL',
  request: 'The model server does not accept the request: check OPENAI_MODEL and OPENAI_BASE_URL',
  unavailable: 'The model server does not answer',
};
/** Those that pass, or that nothing in the configuration mends. */
const WARNINGS: ReadonlySet<Failure['kind']> = new Set(['filtered', 'quota', 'unavailable']);

interface Server {
  readonly host: string;
  readonly model: string;
  readonly key: string | undefined;
}

/** Logs, for the operator alone, why a model server does not answer: neither the key nor anything of a conversation. */
export class FailureLog {
  private readonly logger = new Logger(FailureLog.name);

  constructor(private readonly server: Server) {}

  /** @param sent the conversation as it was sent: the server may quote it */
  write({ kind, status, words }: Failure, sent: string): void {
    const { host, model } = this.server;
    const says = withoutQuotes(this.withoutKeys(words), sent, [host, model]);
    const about = { host, model, status, says };
    if (WARNINGS.has(kind)) this.logger.warn(about, HINTS[kind]);
    else this.logger.error(about, HINTS[kind]);
  }

  private withoutKeys(words: string): string {
    const { key } = this.server;
    return (key ? words.replaceAll(key, '[key]') : words)
      .replaceAll(/\b(?:sk|pk|key)-[\w*-]{6,}/giu, '[key]')
      .replaceAll(/bearer\s+\S+/giu, '[key]');
  }
}
