import type { Pong } from '@smart-hub/contract/ping';
import { Command, Gateway } from './gateway.decorator.js';

/** Responds to clients that check whether their connection is alive. Depends on nothing that can be unavailable. */
@Gateway()
export class PingGateway {
  @Command('ping')
  ping(): Promise<Pong> {
    return Promise.resolve({});
  }
}
