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

describe('the origin of a handshake', () => {
  it.each<[string, Request]>([
    ['a native client, which has none', {}],
    ['one that is listed', { origin: 'https://chat.example.com' }],
    ['one that is listed, with the usual port', { origin: 'https://chat.example.com:443' }],
    ['the own one', { origin: 'http://hub.example.com:3000' }],
    ['the own one with the usual port in Host', { origin: 'http://hub.example.com', host: 'hub.example.com:80' }],
    ['the own one with the usual port in Origin', { origin: 'http://hub.example.com:80', host: 'hub.example.com' }],
    ['the own one in other letters', { origin: 'http://hub.example.com', host: 'HUB.example.com' }],
    ['the own one over TLS', { origin: 'https://hub.example.com', host: 'hub.example.com', secure: true }],
    [
      'the own one over TLS with its port',
      { origin: 'https://hub.example.com', host: 'hub.example.com:443', secure: true },
    ],
    ['the own one, as a trusted proxy says', { origin: 'https://hub.example.com:3000', trusted: 1, proto: 'https' }],
    [
      'the own one, as the outermost proxy says',
      { origin: 'https://hub.example.com:3000', trusted: 2, proto: 'HTTPS, http' },
    ],
    ['the own one behind TLS that nobody speaks of', { origin: 'https://hub.example.com:3000' }],
    ['the own one behind a proxy that is not trusted', { origin: 'https://hub.example.com:3000', proto: 'http' }],
    ['the own one behind a trusted proxy that is silent', { origin: 'https://hub.example.com:3000', trusted: 1 }],
    [
      'the own one behind a trusted proxy that talks nonsense',
      { origin: 'https://hub.example.com:3000', trusted: 1, proto: 'x:' },
    ],
  ])('is allowed: %s', (_, request) => {
    expect(isAllowed(request)).toBe(true);
  });

  it.each<[string, Request]>([
    ['another', { origin: 'https://evil.example.com' }],
    ['a listed one with another scheme', { origin: 'http://chat.example.com' }],
    ['a listed one with another port', { origin: 'https://chat.example.com:8443' }],
    ['one that begins like a listed one', { origin: 'https://chat.example.com.evil.com' }],
    ['the own host with another port', { origin: 'http://hub.example.com:3001' }],
    ['the own host with the usual port', { origin: 'http://hub.example.com' }],
    ['the own host with the port of another scheme', { origin: 'https://hub.example.com', host: 'hub.example.com:80' }],
    ['the own host without TLS', { origin: 'http://hub.example.com', host: 'hub.example.com', secure: true }],
    [
      'the own host without TLS, as a proxy says',
      { origin: 'http://hub.example.com:3000', trusted: 1, proto: 'https' },
    ],
    ['the own host with TLS, as a proxy says', { origin: 'https://hub.example.com:3000', trusted: 1, proto: 'http' }],
    ['the own host with another scheme', { origin: 'ftp://hub.example.com:3000' }],
    ['that of a sandboxed page', { origin: 'null' }],
    ['none, spelt out', { origin: '' }],
    ['garbage', { origin: 'hub.example.com:3000' }],
    ['any, without a host to compare it with', { origin: 'https://evil.example.com', host: '' }],
    ['a file, without a host to compare it with', { origin: 'file://', host: '' }],
    ['any, with a host that is garbage', { origin: 'https://evil.example.com', host: 'evil.example.com@hub' }],
  ])('is refused: %s', (_, request) => {
    expect(isAllowed(request)).toBe(false);
  });
});
