import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import Bowser from 'bowser';
import type { Request } from 'express';
import { clientOf, type Client } from './client.js';

/** How many characters of a `User-Agent` header are read. */
const MAX_READ = 512;
/** How many characters of a device name are stored. */
const MAX_CHARACTERS = 80;

/**
 * Returns the display name of the program that sent a request: for a browser, a name such as `Firefox on Linux`; for
 * other programs the product name, such as `curl`.
 *
 * @param userAgent the `User-Agent` header of the request
 * @returns an empty string without that header
 */
export function deviceName(userAgent: string | undefined): string {
  if (!userAgent) return '';
  const { browser, os } = Bowser.parse(userAgent.slice(0, MAX_READ));
  const name = browser.name ? [browser.name, os.name].filter(Boolean).join(' on ') : userAgent.split(/[/\s]/)[0]!;
  return name.replaceAll(/[^\x20-\x7e]/g, '').slice(0, MAX_CHARACTERS);
}

/** The device from which a session is opened or renewed. */
export interface Device {
  /** Derived from the `User-Agent` header; may be empty. */
  readonly name: string;
  readonly client: Client;
}

/** Injects the device that sent the request. */
export const CurrentDevice = createParamDecorator((_: unknown, context: ExecutionContext): Device => {
  const request = context.switchToHttp().getRequest<Request>();
  return { name: deviceName(request.headers['user-agent']), client: clientOf(request) };
});
