import type { SendMessage } from '@smart-hub/contract/messages';
import type { Actor } from '../platform/http/identity.js';
import { Command, Gateway } from '../realtime/gateway.decorator.js';
import { SendsService } from './sends.service.js';

@Gateway()
export class MessagesGateway {
  constructor(private readonly sends: SendsService) {}

  @Command('send_message')
  send(actor: Actor, message: SendMessage) {
    return this.sends.send(actor, message);
  }
}
