import { isAllowedOrigin } from './origin.js';

const listed = ['https://chat.example.com'];

interface Request {
  readonly origin?: string;
  readonly host?: string;
  readonly secure?: boolean;
  readonly trusted?: number;
  readonly proto?: string;
}

function isAllowed({ origin, host = 'hub.example.com:3000', secure = false, trusted = 0, proto }: Request): boolean {
  const headers = {
    host,
    ...(origin === undefined ? {} : { origin }),
    ...(proto === undefined ? {} : { 'x-forwarded-proto': proto }),
  };
  return isAllowedOrigin({ headers, secure }, { CORS_ORIGINS: listed, TRUST_PROXY: trusted });
}

describe('a handshake', () => {
  it.each<[string, Request]>([
    ['no origin, as from a native client', {}],
    ['a listed origin', { origin: 'https://chat.example.com' }],
    ['a listed origin, with the default port', { origin: 'https://chat.example.com:443' }],
    ["the server's own origin", { origin: 'http://hub.example.com:3000' }],
    [
      "the server's own origin, with the default port in Host",
      { origin: 'http://hub.example.com', host: 'hub.example.com:80' },
    ],
    [
      "the server's own origin, with the default port in Origin",
      { origin: 'http://hub.example.com:80', host: 'hub.example.com' },
    ],
    ["the server's own origin, with Host in upper case", { origin: 'http://hub.example.com', host: 'HUB.example.com' }],
    ["the server's own origin over TLS", { origin: 'https://hub.example.com', host: 'hub.example.com', secure: true }],
    [
      "the server's own origin over TLS, with the default port in Host",
      { origin: 'https://hub.example.com', host: 'hub.example.com:443', secure: true },
    ],
    [
      "the server's own origin, by the scheme that a trusted proxy reports",
      { origin: 'https://hub.example.com:3000', trusted: 1, proto: 'https' },
    ],
    [
      "the server's own origin, by the scheme that the outermost of two trusted proxies reports",
      { origin: 'https://hub.example.com:3000', trusted: 2, proto: 'HTTPS, http' },
    ],
    ["the server's own origin over TLS that no proxy reports", { origin: 'https://hub.example.com:3000' }],
    [
      "the server's own origin over TLS behind a proxy that is not trusted",
      { origin: 'https://hub.example.com:3000', proto: 'http' },
    ],
    [
      "the server's own origin over TLS behind a trusted proxy that does not report the scheme",
      { origin: 'https://hub.example.com:3000', trusted: 1 },
    ],
    [
      "the server's own origin over TLS behind a trusted proxy that reports an invalid scheme",
      { origin: 'https://hub.example.com:3000', trusted: 1, proto: 'x:' },
    ],
  ])('is allowed with %s', (_, request) => {
    expect(isAllowed(request)).toBe(true);
  });

  it.each<[string, Request]>([
    ['a foreign origin', { origin: 'https://evil.example.com' }],
    ['a listed origin, but another scheme', { origin: 'http://chat.example.com' }],
    ['a listed origin, but another port', { origin: 'https://chat.example.com:8443' }],
    ['an origin that begins like a listed one', { origin: 'https://chat.example.com.evil.com' }],
    ["the server's own host, but another port", { origin: 'http://hub.example.com:3001' }],
    ["the server's own host, but the default port", { origin: 'http://hub.example.com' }],
    [
      "the server's own host, but the default port of another scheme in Host",
      { origin: 'https://hub.example.com', host: 'hub.example.com:80' },
    ],
    [
      "the server's own host, but http over TLS",
      { origin: 'http://hub.example.com', host: 'hub.example.com', secure: true },
    ],
    [
      "the server's own host, but http where a trusted proxy reports https",
      { origin: 'http://hub.example.com:3000', trusted: 1, proto: 'https' },
    ],
    [
      "the server's own host, but https where a trusted proxy reports http",
      { origin: 'https://hub.example.com:3000', trusted: 1, proto: 'http' },
    ],
    ["the server's own host, but the scheme ftp", { origin: 'ftp://hub.example.com:3000' }],
    ['the origin null of a sandboxed page', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['an origin that is not a URL', { origin: 'hub.example.com:3000' }],
    ['any origin, if Host is empty', { origin: 'https://evil.example.com', host: '' }],
    ['the origin of a file, if Host is empty', { origin: 'file://', host: '' }],
    ['any origin, if Host is malformed', { origin: 'https://evil.example.com', host: 'evil.example.com@hub' }],
  ])('is refused with %s', (_, request) => {
    expect(isAllowed(request)).toBe(false);
  });
});
