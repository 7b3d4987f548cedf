import type { Connection } from '../realtime/connection.js';
import { Gateway, type GatewayHooks } from '../realtime/gateway.decorator.js';
import { PresenceService } from './presence.service.js';

@Gateway()
export class PresenceGateway implements GatewayHooks {
  constructor(private readonly presence: PresenceService) {}

  handleConnection({ data, id }: Connection): void {
    this.presence.connected(data.actor.id, id);
  }

  handleDisconnect({ data, id }: Connection): void {
    this.presence.disconnected(data.actor.id, id);
  }
}
