import type { MarkDelivered, MarkRead } from '@smart-hub/contract/receipts';
import type { Actor } from '../platform/http/identity.js';
import { Command, Gateway } from '../realtime/gateway.decorator.js';
import { ReceiptsService } from './receipts.service.js';

@Gateway()
export class ReceiptsGateway {
  constructor(private readonly receipts: ReceiptsService) {}

  @Command('mark_read')
  markRead(actor: Actor, mark: MarkRead) {
    return this.receipts.markRead(actor, mark);
  }

  @Command('mark_delivered')
  markDelivered(actor: Actor, mark: MarkDelivered) {
    return this.receipts.markDelivered(actor, mark);
  }
}
