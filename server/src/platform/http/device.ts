import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import Bowser from 'bowser';
import type { Request } from 'express';
import { clientOf, type Client } from './client.js';

/** How much is read of what a program says of itself, and how much is kept of its name. */
const MAX_READ = 512;
const MAX_CHARACTERS = 80;

/**
 * What to call the program that sent a request: `Firefox on Linux` for a browser, the name of its product for another one, such as `curl`.
 *
 * @param userAgent of the request
 * @returns an empty text where it says nothing
 */
export function deviceName(userAgent: string | undefined): string {
  if (!userAgent) return '';
  const { browser, os } = Bowser.parse(userAgent.slice(0, MAX_READ));
  const name = browser.name ? [browser.name, os.name].filter(Boolean).join(' on ') : userAgent.split(/[/\s]/)[0]!;
  return name.replaceAll(/[^\x20-\x7e]/g, '').slice(0, MAX_CHARACTERS);
}

/** What a session is opened or renewed from. */
export interface Device {
  /** As it names itself; may be empty. */
  readonly name: string;
  readonly client: Client;
}

/** The device that sends the request. */
export const CurrentDevice = createParamDecorator((_: unknown, context: ExecutionContext): Device => {
  const request = context.switchToHttp().getRequest<Request>();
  return { name: deviceName(request.headers['user-agent']), client: clientOf(request) };
});
