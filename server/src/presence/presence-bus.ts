import { Injectable } from '@nestjs/common';
import { Id } from '@smart-hub/contract/identifiers';
import { z } from 'zod';
import { NodeBus } from '../realtime/node-bus.js';

/** Topic: these users went online or offline. */
const PRESENCE = 'presence';
/**
 * Topic: these users began or ceased to hide their presence. Nodes of releases that do not know this topic find the
 * change in the table.
 */
const PRIVACY = 'presence_privacy';
/** How many users one message may name. A message with all users of a dead node could be too long. */
const MAX_USERS = 1000;

const UserIds = z.array(Id).max(MAX_USERS);

/**
 * Publishes changes of presence between nodes. A node that receives such a message reads the changes from the table; if
 * a message is lost, the node finds the changes at its next sweep.
 */
@Injectable()
export class PresenceBus {
  constructor(private readonly nodeBus: NodeBus) {}

  /** Registers a listener for users who went online or offline on another node. */
  onChanged(listener: (userIds: readonly string[]) => void): void {
    this.nodeBus.onAll(PRESENCE, UserIds, listener);
  }

  /** Registers a listener for users who began or ceased to hide their presence, by a request to another node. */
  onPrivacyChanged(listener: (userIds: readonly string[]) => void): void {
    this.nodeBus.onAll(PRIVACY, UserIds, listener);
  }

  publishChanged(userIds: readonly string[]): void {
    for (let start = 0; start < userIds.length; start += MAX_USERS)
      this.nodeBus.publishToAll(PRESENCE, userIds.slice(start, start + MAX_USERS));
  }

  publishPrivacyChanged(userId: string): void {
    this.nodeBus.publishToAll(PRIVACY, [userId]);
    this.publishChanged([userId]);
  }
}
