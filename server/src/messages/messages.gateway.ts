import type { SendMessage } from '@smart-hub/contract/messages';
import type { Actor } from '../platform/http/identity.js';
import { Command, Gateway } from '../realtime/gateway.decorator.js';
import { MessagesService } from './messages.service.js';

@Gateway()
export class MessagesGateway {
  constructor(private readonly messages: MessagesService) {}

  @Command('send_message')
  send(actor: Actor, message: SendMessage) {
    return this.messages.send(actor, message);
  }
}
