import type { IncomingMessage } from 'node:http';
import { clientAddress } from './client-address.js';

const request = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  it.each([
    ['without a proxy, whatever X-Forwarded-For contains', 0, request('192.0.2.1', '198.51.100.1'), '192.0.2.1'],
    ['behind one proxy', 1, request('192.0.2.1', '203.0.113.1, 198.51.100.1'), '198.51.100.1'],
    ['behind two proxies', 2, request('192.0.2.1', '203.0.113.1, 198.51.100.1'), '203.0.113.1'],
    ['behind more proxies than X-Forwarded-For has entries', 3, request('192.0.2.1', '198.51.100.1'), '198.51.100.1'],
    ['behind a proxy that sent no X-Forwarded-For', 1, request('192.0.2.1'), '192.0.2.1'],
    ['for an IPv6 address, as its /64 prefix', 0, request('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64'],
    ['for an IPv4-mapped IPv6 address, as the IPv4 address', 0, request('::ffff:192.0.2.1'), '192.0.2.1'],
  ])('is determined %s', (_, proxies, received, address) => {
    expect(clientAddress(received, proxies)).toBe(address);
  });
});
