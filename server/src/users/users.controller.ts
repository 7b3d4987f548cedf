import { Controller, Param } from '@nestjs/common';
import { usersRoutes } from '@smart-hub/contract/users';
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

  // After the profile, whose path it would match.
  @Implements(usersRoutes.person)
  person(@Param({ schema: usersRoutes.person.params }) { id }: { id: string }) {
    return this.users.person(id);
  }
}
