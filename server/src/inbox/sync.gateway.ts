import type { SyncRequest } from '@smart-hub/contract/sync';
import type { Actor } from '../platform/http/identity.js';
import { Command, Gateway } from '../realtime/gateway.decorator.js';
import { SyncService } from './sync.service.js';

@Gateway()
export class SyncGateway {
  constructor(private readonly sync: SyncService) {}

  @Command('sync')
  page(actor: Actor, request: SyncRequest) {
    return this.sync.page(actor, request);
  }
}
