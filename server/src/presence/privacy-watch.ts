import { Injectable } from '@nestjs/common';
import { UsersService } from '../users/users.service.js';
import { PresenceService } from './presence.service.js';

/** Has presence follow what people show of themselves. */
@Injectable()
export class PrivacyWatch {
  constructor(users: UsersService, presence: PresenceService) {
    users.onPrivacyChanged((userId) => presence.privacyChanged(userId));
  }
}
