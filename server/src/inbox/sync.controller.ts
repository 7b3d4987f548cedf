import { Body, Controller } from '@nestjs/common';
import { SyncBody, syncRoutes, type SyncRequest } from '@smart-hub/contract/sync';
import { CurrentActor, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { SyncService } from './sync.service.js';

@Controller()
export class SyncController {
  constructor(private readonly sync: SyncService) {}

  @Implements(syncRoutes.sync)
  page(@CurrentActor() actor: Actor, @Body({ schema: SyncBody }) request: SyncRequest) {
    return this.sync.page(actor, request);
  }
}
