import type { Pong } from '@smart-hub/contract/ping';
import { Command, Gateway } from './gateway.decorator.js';

/** Answers clients that check whether their connection is alive. It uses nothing that can be unavailable. */
@Gateway()
export class PingGateway {
  @Command('ping')
  answer(): Promise<Pong> {
    return Promise.resolve({});
  }
}
