import { placeInWords, type RedisPlace } from './redis-url.js';

/** Why a Redis could not be opened. */
export interface RedisFailure {
  /** In one sentence that says what to do. */
  readonly words: string;
  /** Whether waiting helps: then a node starts without it. */
  readonly passes: boolean;
}

/** A Redis speaks TLS, and is not to, or the other way round. The cause is what the client made of it. */
export class TlsMismatch extends Error {
  readonly code = 'TLS';
}

/** What an error of the client means to the operator. */
export function failureOf(error: unknown, place: RedisPlace): RedisFailure {
  const { code, message: said = String(error) } = (innermost(error) ?? {}) as { code?: string; message?: string };
  // An old Redis repeats the command that it does not know, and the first one holds the password.
  const message = place.password ? said.replaceAll(place.password, '[password]') : said;
  const where = placeInWords(place);
  const forGood = (words: string) => ({ words, passes: false });
  if (/WRONGPASS|NOAUTH|without any password configured/.test(message))
    return forGood(`${where} refuses the user or the password: check REDIS_URL.`);
  if (/NOPERM/.test(message))
    return forGood(`${where} does not let this user do what is needed (${message}): check its ACL.`);
  if (/unknown command/i.test(message))
    return forGood(`${where} is too old (${message}): version 7 is needed, or Valkey.`);
  if (/CERT|TLS|SSL|UNABLE_TO_|certificate|EPROTO/.test(`${code} ${message}`))
    return forGood(`${where} and this server do not agree on TLS (${message}): check REDIS_URL and REDIS_CA_CERT.`);
  return { words: `${where} cannot be reached (${message || code}): check that it runs, and REDIS_URL.`, passes: true };
}

/** A client of several addresses wraps what each of them said. */
function innermost(error: unknown): unknown {
  if (error instanceof TlsMismatch) return error;
  const { cause, errors } = (error ?? {}) as { cause?: unknown; errors?: unknown[] };
  const inner = errors?.[0] ?? cause;
  return inner instanceof Error ? innermost(inner) : error;
}
