import { Controller, Param } from '@nestjs/common';
import { sessionsRoutes } from '@smart-hub/contract/sessions';
import { CurrentClient, type Client } from '../platform/http/client.js';
import { CurrentActor, CurrentSessionId, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Implements(sessionsRoutes.list)
  list(@CurrentActor() actor: Actor, @CurrentSessionId() currentId: string | undefined) {
    return this.sessions.list(actor, currentId);
  }

  @Implements(sessionsRoutes.endOthers)
  endOthers(
    @CurrentActor() actor: Actor,
    @CurrentSessionId() currentId: string | undefined,
    @CurrentClient() client: Client,
  ) {
    return this.sessions.endOthers(actor, currentId, client);
  }

  @Implements(sessionsRoutes.end)
  end(
    @CurrentActor() actor: Actor,
    @Param({ schema: sessionsRoutes.end.params }) { id }: { id: string },
    @CurrentSessionId() currentId: string | undefined,
    @CurrentClient() client: Client,
  ) {
    return this.sessions.end(actor, id, currentId, client);
  }
}
