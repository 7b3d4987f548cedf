import { isAllowedOrigin } from './origin.js';

const listed = ['https://chat.example.com'];

describe('the origin of a handshake', () => {
  it.each([
    ['a native client, which has none', undefined],
    ['one that is listed', 'https://chat.example.com'],
    ['the own one', 'http://hub.example.com:3000'],
    ['the own one behind TLS', 'https://hub.example.com:3000'],
  ])('is allowed: %s', (_, origin) => {
    expect(isAllowedOrigin(origin, 'hub.example.com:3000', listed)).toBe(true);
  });

  it.each([
    ['another', 'https://evil.example.com'],
    ['a listed one with another scheme', 'http://chat.example.com'],
    ['a listed one with another port', 'https://chat.example.com:8443'],
    ['one that begins like a listed one', 'https://chat.example.com.evil.com'],
    ['the own host with another port', 'http://hub.example.com:3001'],
    ['that of a sandboxed page', 'null'],
    ['none, spelt out', ''],
    ['garbage', 'hub.example.com:3000'],
  ])('is refused: %s', (_, origin) => {
    expect(isAllowedOrigin(origin, 'hub.example.com:3000', listed)).toBe(false);
  });

  it('is refused without a host to compare it with', () => {
    expect(isAllowedOrigin('https://evil.example.com', undefined, [])).toBe(false);
    expect(isAllowedOrigin('file://', '', [])).toBe(false);
  });
});
