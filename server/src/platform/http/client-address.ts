import { normalizeIp } from '@nestjs/throttler';
import type { IncomingMessage } from 'node:http';

/**
 * Returns the address of the client that sent a request, determined like Express's `request.ip`. For requests that do
 * not pass through Express. For IPv6 it is the /64 prefix, because one client may use all addresses of it.
 *
 * @param trustedProxies how many proxies in front are trusted (`TRUST_PROXY`)
 */
export function clientAddress({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const addresses = [socket.remoteAddress ?? '', ...forwarded.toReversed()];
  return normalizeIp(addresses[Math.min(trustedProxies, addresses.length - 1)]!);
}

/** Headers that a proxy adds to a forwarded request. */
const FORWARDING = /^(forwarded|via|x-real-ip|x-forwarded-.*)$/;

/** Whether a request comes from this machine, and not through a proxy on it. */
export function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isLoopback = /^(::1|(::ffff:)?127\..*)$/.test(socket.remoteAddress ?? '');
  return isLoopback && !Object.keys(headers).some((name) => FORWARDING.test(name));
}
