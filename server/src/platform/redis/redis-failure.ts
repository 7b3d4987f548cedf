import { describeRedisAddress, type RedisAddress } from './redis-url.js';

/** Why a Redis could not be opened. */
export interface RedisFailure {
  /** One sentence, which also says what to do. */
  readonly message: string;
  /** Whether the failure may disappear by itself. Then a node starts without Redis. */
  readonly isTransient: boolean;
}

/** A Redis requires TLS and `REDIS_URL` is without it, or the reverse. The cause is the client's error. */
export class TlsMismatch extends Error {
  readonly code = 'TLS';
}

/** Explains an error of the client to the operator. */
export function explainRedisFailure(error: unknown, address: RedisAddress): RedisFailure {
  const { code, message: original = String(error) } = (innermost(error) ?? {}) as { code?: string; message?: string };
  // An old Redis repeats a command that it does not know, and the first command contains the password.
  const message = address.password ? original.replaceAll(address.password, '[password]') : original;
  const location = describeRedisAddress(address);
  const permanent = (explanation: string) => ({ message: explanation, isTransient: false });
  if (/WRONGPASS|NOAUTH|without any password configured/.test(message))
    return permanent(`${location} refuses the user or the password: check REDIS_URL.`);
  if (/NOPERM/.test(message))
    return permanent(`${location} does not let this user do what is needed (${message}): check its ACL.`);
  if (/unknown command/i.test(message))
    return permanent(`${location} is too old (${message}): version 7 is needed, or Valkey.`);
  if (/CERT|TLS|SSL|UNABLE_TO_|certificate|EPROTO/.test(`${code} ${message}`))
    return permanent(
      `${location} and this server do not agree on TLS (${message}): check REDIS_URL and REDIS_CA_CERT.`,
    );
  return {
    message: `${location} cannot be reached (${message || code}): check that it runs, and REDIS_URL.`,
    isTransient: true,
  };
}

/** Unwraps the error: a client with several addresses wraps the error of each. */
function innermost(error: unknown): unknown {
  if (error instanceof TlsMismatch) return error;
  const { cause, errors } = (error ?? {}) as { cause?: unknown; errors?: unknown[] };
  const inner = errors?.[0] ?? cause;
  return inner instanceof Error ? innermost(inner) : error;
}
