import { Logger } from '@nestjs/common';
import type { ModelFailure } from './model-failure.js';
import { redactQuotations } from './redact-quotations.js';

/** The log message of each kind of failure: what the operator should check. */
const HINTS: Readonly<Record<ModelFailure['kind'], string>> = {
  filtered: 'The model or a content filter refused to summarize a conversation',
  feature: 'The model server rejects the request: check OPENAI_MODEL and OPENAI_BASE_URL',
  tooLong: 'The request exceeds the context window of the model: lower OPENAI_MAX_INPUT_TOKENS',
  quota: 'The quota at the model server is used up',
  credentials: 'The model server rejects the credentials of this server: check OPENAI_API_KEY and OPENAI_BASE_URL',
  model: 'The model server does not know the model: check OPENAI_MODEL and OPENAI_BASE_URL',
  request: 'The model server rejects the request: check OPENAI_MODEL and OPENAI_BASE_URL',
  unavailable: 'The model server is not available',
};
/** The kinds that are logged as warnings, because they are temporary or no change of the configuration fixes them. */
const WARNINGS: ReadonlySet<ModelFailure['kind']> = new Set(['filtered', 'quota', 'unavailable']);

interface ModelServer {
  readonly host: string;
  readonly model: string;
  readonly key: string | undefined;
}

/** Logs for the operator why a call failed, without the API key and without any text of the conversation. */
export class ModelFailureLog {
  private readonly logger = new Logger(ModelFailureLog.name);

  constructor(private readonly server: ModelServer) {}

  /** @param sent the conversation as it was sent; quotations of it are removed from the logged message of the server */
  log({ kind, status, message }: ModelFailure, sent: string): void {
    const { host, model } = this.server;
    const serverMessage = redactQuotations(this.redactKeys(message), sent, [host, model]);
    const fields = { host, model, status, serverMessage };
    if (WARNINGS.has(kind)) this.logger.warn(fields, HINTS[kind]);
    else this.logger.error(fields, HINTS[kind]);
  }

  private redactKeys(message: string): string {
    const { key } = this.server;
    return (key ? message.replaceAll(key, '[key]') : message)
      .replaceAll(/\b(?:sk|pk|key)-[\w*-]{6,}/giu, '[key]')
      .replaceAll(/bearer\s+\S+/giu, '[key]');
  }
}
