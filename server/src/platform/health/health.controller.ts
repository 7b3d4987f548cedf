import { Controller, Req } from '@nestjs/common';
import { healthRoutes } from '@smart-hub/contract/health';
import type { IncomingMessage } from 'node:http';
import { isFromThisMachine } from '../http/client-address.js';
import { Implements } from '../http/implements.decorator.js';
import { HealthService } from './health.service.js';

@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Implements(healthRoutes.ready)
  ready(@Req() request: IncomingMessage) {
    return this.health.requireReady({ withCounters: isFromThisMachine(request) });
  }

  @Implements(healthRoutes.live)
  live() {
    return { status: 'up' as const };
  }
}
