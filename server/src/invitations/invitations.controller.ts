import { Body, Controller, Param } from '@nestjs/common';
import { InvitationCheck, InvitationTerms, invitationsRoutes } from '@smart-hub/contract/invitations';
import { LimitFailedAttempts } from '../platform/http/attempts.js';
import { CurrentClient, type Client } from '../platform/http/client.js';
import { CurrentActor, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { InvitationsService } from './invitations.service.js';

@Controller()
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Implements(invitationsRoutes.policy)
  policy() {
    return this.invitations.policy();
  }

  @LimitFailedAttempts()
  @Implements(invitationsRoutes.check)
  check(@Body({ schema: InvitationCheck }) { token }: { token: string }) {
    return this.invitations.check(token);
  }

  @Implements(invitationsRoutes.create)
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: InvitationTerms }) terms: InvitationTerms,
    @CurrentClient() client: Client,
  ) {
    return this.invitations.create(actor, terms, client);
  }

  @Implements(invitationsRoutes.list)
  list(@CurrentActor() actor: Actor) {
    return this.invitations.list(actor);
  }

  @Implements(invitationsRoutes.revoke)
  revoke(
    @CurrentActor() actor: Actor,
    @Param({ schema: invitationsRoutes.revoke.params }) { id }: { id: string },
    @CurrentClient() client: Client,
  ) {
    return this.invitations.revoke(actor, id, client);
  }
}
