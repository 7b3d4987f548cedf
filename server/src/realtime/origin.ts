import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../platform/config/config.js';

interface Handshake {
  readonly headers: IncomingHttpHeaders;
  /** Whether the request arrived over TLS that this server terminates. */
  readonly secure: boolean;
}

/**
 * Returns whether a page of the request's origin is allowed to open a socket. CORS does not apply to WebSockets, so the
 * server checks the origin itself.
 *
 * Allowed are native clients, which send no origin; the listed origins; and pages that this server serves: their origin
 * has the scheme, host and port of the request.
 */
export function isAllowedOrigin({ headers, secure }: Handshake, { CORS_ORIGINS, TRUST_PROXY }: OriginRules): boolean {
  if (headers.origin === undefined) return true;
  if (!URL.canParse(headers.origin)) return false;
  const { origin, protocol } = new URL(headers.origin);
  if (CORS_ORIGINS.includes(origin)) return true;
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  const scheme = secure ? 'https' : forwardedScheme(headers, TRUST_PROXY);
  return origin === originOf(`${scheme ?? protocol.slice(0, -1)}://${headers.host}`);
}

type OriginRules = Pick<Config, 'CORS_ORIGINS' | 'TRUST_PROXY'>;

/**
 * Returns the scheme that the client used towards the outermost proxy, or undefined if it is unknown: the server may
 * trust no proxy although one terminates TLS in front of it, or the proxy does not send the header. Then the scheme of
 * the origin itself is assumed, so that the server's own page is not locked out; host and port are still compared.
 */
function forwardedScheme(headers: IncomingHttpHeaders, trustedProxies: number): string | undefined {
  if (trustedProxies === 0) return undefined;
  const [scheme] = String(headers['x-forwarded-proto'] ?? '').split(',');
  const known = scheme!.trim().toLowerCase();
  return known === 'http' || known === 'https' ? known : undefined;
}

/** Returns the origin of a URL as browsers write it: without the scheme's default port. */
function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}
