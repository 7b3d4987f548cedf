import { Body, Controller, Param } from '@nestjs/common';
import { PrivacyChange, ProfileChange, usersRoutes } from '@smart-hub/contract/users';
import { CurrentActor, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { UsersService } from './users.service.js';

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Implements(usersRoutes.profile)
  profile(@CurrentActor() actor: Actor) {
    return this.users.profile(actor);
  }

  @Implements(usersRoutes.changeProfile)
  changeProfile(@CurrentActor() actor: Actor, @Body({ schema: ProfileChange }) change: ProfileChange) {
    return this.users.changeProfile(actor, change);
  }

  @Implements(usersRoutes.privacy)
  privacy(@CurrentActor() actor: Actor) {
    return this.users.privacy(actor);
  }

  @Implements(usersRoutes.changePrivacy)
  changePrivacy(@CurrentActor() actor: Actor, @Body({ schema: PrivacyChange }) change: PrivacyChange) {
    return this.users.changePrivacy(actor, change);
  }

  // Must be declared last: its path matches those of the other routes, too.
  @Implements(usersRoutes.person)
  person(@CurrentActor() actor: Actor, @Param({ schema: usersRoutes.person.params }) { id }: { id: string }) {
    return this.users.person(actor, id);
  }
}
