import { normalizeIp } from '@nestjs/throttler';
import type { IncomingMessage } from 'node:http';

/**
 * The address of the client that sent a request, as Express's `request.ip` has it; for requests that do not pass through
 * Express. An IPv6 address stands for its /64: one client may use all of it.
 *
 * @param trustedProxies how many proxies in front may be believed (`TRUST_PROXY`)
 */
export function clientAddress({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const addresses = [socket.remoteAddress ?? '', ...forwarded.toReversed()];
  return normalizeIp(addresses[Math.min(trustedProxies, addresses.length - 1)]!);
}

/** Headers by which a proxy says for whom it asks. */
const FORWARDING = /^(forwarded|via|x-real-ip|x-forwarded-.*)$/;

/** Whether a request comes from this machine itself, and not through a proxy on it. */
export function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isLoopback = /^(::1|(::ffff:)?127\..*)$/.test(socket.remoteAddress ?? '');
  return isLoopback && !Object.keys(headers).some((name) => FORWARDING.test(name));
}
