import { Body, Controller, Param } from '@nestjs/common';
import { InvitationTerms, invitationsRoutes } from '@smart-hub/contract/invitations';
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

  @Implements(invitationsRoutes.create)
  create(@CurrentActor() actor: Actor, @Body({ schema: InvitationTerms }) terms: InvitationTerms) {
    return this.invitations.create(actor, terms);
  }

  @Implements(invitationsRoutes.list)
  list(@CurrentActor() actor: Actor) {
    return this.invitations.list(actor);
  }

  @Implements(invitationsRoutes.revoke)
  revoke(@CurrentActor() actor: Actor, @Param({ schema: invitationsRoutes.revoke.params }) { id }: { id: string }) {
    return this.invitations.revoke(actor, id);
  }
}
