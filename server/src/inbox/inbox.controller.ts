import { Controller, Param, Query } from '@nestjs/common';
import { ConversationPageQuery, conversationsRoutes } from '@smart-hub/contract/conversations';
import { PeopleQuery, usersRoutes } from '@smart-hub/contract/users';
import { CurrentActor, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { InboxService } from './inbox.service.js';
import { PeopleService } from './people.service.js';

@Controller()
export class InboxController {
  constructor(
    private readonly inbox: InboxService,
    private readonly peopleService: PeopleService,
  ) {}

  @Implements(usersRoutes.listPeople)
  people(@CurrentActor() actor: Actor, @Query({ schema: PeopleQuery }) query: PeopleQuery) {
    return this.peopleService.find(actor, query);
  }

  @Implements(conversationsRoutes.list)
  conversations(@CurrentActor() actor: Actor, @Query({ schema: ConversationPageQuery }) query: ConversationPageQuery) {
    return this.inbox.conversations(actor, query);
  }

  @Implements(conversationsRoutes.open)
  open(@CurrentActor() actor: Actor, @Param({ schema: conversationsRoutes.open.params }) { id }: { id: string }) {
    return this.inbox.open(actor, id);
  }
}
