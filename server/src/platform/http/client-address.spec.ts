import type { IncomingMessage } from 'node:http';
import { clientAddress } from './client-address.js';

const request = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  it.each([
    ['without a proxy, whatever it claims', 0, request('192.0.2.1', '198.51.100.1'), '192.0.2.1'],
    ['behind one proxy', 1, request('192.0.2.1', '203.0.113.1, 198.51.100.1'), '198.51.100.1'],
    ['behind two proxies', 2, request('192.0.2.1', '203.0.113.1, 198.51.100.1'), '203.0.113.1'],
    ['with fewer entries than proxies', 3, request('192.0.2.1', '198.51.100.1'), '198.51.100.1'],
    ['without an entry', 1, request('192.0.2.1'), '192.0.2.1'],
    ['of IPv6: its /64', 0, request('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64'],
    ['of IPv4 in IPv6', 0, request('::ffff:192.0.2.1'), '192.0.2.1'],
  ])('is found %s', (_, proxies, of, address) => {
    expect(clientAddress(of, proxies)).toBe(address);
  });
});
