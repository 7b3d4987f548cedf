import { Controller } from '@nestjs/common';
import { healthRoutes } from '@smart-hub/contract/health';
import { Implements } from '../http/implements.decorator.js';
import { HealthService } from './health.service.js';

@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Implements(healthRoutes.ready)
  ready() {
    return this.health.requireReady();
  }

  @Implements(healthRoutes.live)
  live() {
    return { status: 'up' as const };
  }
}
