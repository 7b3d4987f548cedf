import { Injectable } from '@nestjs/common';
import { Id } from '@smart-hub/contract/identifiers';
import { z } from 'zod';
import { Fanout } from '../realtime/fanout.js';

/** These users have come or gone. */
const PRESENCE = 'presence';
/** These users began or ceased to hide their presence: nodes before this topic find it in the table, without it. */
const PRIVACY = 'presence_privacy';
/** How many users one message names at most: all users of a node that is gone would be more than it may hold. */
const MAX_USERS = 1000;

const UserIds = z.array(Id).max(MAX_USERS);

/** What the nodes report to each other of presence. Each looks in the table, and would a little later without it. */
@Injectable()
export class PresenceBus {
  constructor(private readonly fanout: Fanout) {}

  /** Listens for users who have come or gone on another node. */
  onChanged(listener: (userIds: readonly string[]) => void): void {
    this.fanout.onAll(PRESENCE, UserIds, listener);
  }

  /** Listens for users who began or ceased to hide their presence by way of another node. */
  onPrivacyChanged(listener: (userIds: readonly string[]) => void): void {
    this.fanout.onAll(PRIVACY, UserIds, listener);
  }

  publishChanged(userIds: readonly string[]): void {
    for (let start = 0; start < userIds.length; start += MAX_USERS)
      this.fanout.tellAll(PRESENCE, userIds.slice(start, start + MAX_USERS));
  }

  publishPrivacyChanged(userId: string): void {
    this.fanout.tellAll(PRIVACY, [userId]);
    this.publishChanged([userId]);
  }
}
