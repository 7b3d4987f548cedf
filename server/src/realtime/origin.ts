import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../platform/config/config.js';

interface Handshake {
  readonly headers: IncomingHttpHeaders;
  /** Whether it came over TLS that ends here. */
  readonly secure: boolean;
}

/**
 * Whether a page of the request's origin may open a socket. CORS does not apply to WebSockets, so the server asks itself.
 *
 * Allowed are native clients, which send no origin; the listed origins; and pages served from here, whose origin has the scheme,
 * host and port of the request.
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
 * The scheme that the client used towards the outermost proxy. Undefined where nobody says it: a proxy that ends TLS may stand
 * in front of a server that trusts none, or may not send the header. Then the origin's own scheme is taken, so that the page
 * is not locked out; host and port still count.
 */
function forwardedScheme(headers: IncomingHttpHeaders, trustedProxies: number): string | undefined {
  if (trustedProxies === 0) return undefined;
  const [scheme] = String(headers['x-forwarded-proto'] ?? '').split(',');
  const known = scheme!.trim().toLowerCase();
  return known === 'http' || known === 'https' ? known : undefined;
}

/** With the usual port left out, as browsers write it. */
function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}
