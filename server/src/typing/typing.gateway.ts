import type { Typing } from '@smart-hub/contract/typing';
import type { Actor } from '../platform/http/identity.js';
import { Command, Gateway } from '../realtime/gateway.decorator.js';
import { TypingService } from './typing.service.js';

@Gateway()
export class TypingGateway {
  constructor(private readonly typing: TypingService) {}

  @Command('typing')
  set(actor: Actor, typing: Typing) {
    return this.typing.set(actor, typing);
  }
}
