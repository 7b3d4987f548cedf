import { Injectable } from '@nestjs/common';
import { UsersService } from '../users/users.service.js';
import { PresenceService } from './presence.service.js';

/** Updates presence when a user begins or ceases to hide it. */
@Injectable()
export class PrivacyWatch {
  constructor(users: UsersService, presence: PresenceService) {
    users.onPrivacyChanged((userId) => presence.privacyChanged(userId));
  }
}
