import type { Schema } from './platform/database/open-database.js';
import { Erasure } from './administration/erasure.entity.js';
import { LoginAddress } from './auth/login-address.entity.js';
import { LoginFailure } from './auth/login-failure.entity.js';
import { Conversation } from './conversations/conversation.entity.js';
import { Participant } from './conversations/participant.entity.js';
import { InsightClaim } from './insights/insight-claim.entity.js';
import { Insight } from './insights/insight.entity.js';
import { ModelCall } from './insights/model-call.entity.js';
import { MailToken } from './email/mail-token.entity.js';
import { Invitation } from './invitations/invitation.entity.js';
import { Message } from './messages/message.entity.js';
import { Initial1795371145796 } from './migrations/1795371145796-Initial.js';
import { Insights1795374264457 } from './migrations/1795374264457-Insights.js';
import { PresenceLeases1795381777706 } from './migrations/1795381777706-PresenceLeases.js';
import { BusVersions1795658400000 } from './migrations/1795658400000-BusVersions.js';
import { UnreadCounters1795680000000 } from './migrations/1795680000000-UnreadCounters.js';
import { SearchableNames1795700000000 } from './migrations/1795700000000-SearchableNames.js';
import { LoginDelays1795720000000 } from './migrations/1795720000000-LoginDelays.js';
import { Invitations1795730000000 } from './migrations/1795730000000-Invitations.js';
import { Privacy1795740000000 } from './migrations/1795740000000-Privacy.js';
import { AccountStates1795750000000 } from './migrations/1795750000000-AccountStates.js';
import { LoginAddressAges1795760000000 } from './migrations/1795760000000-LoginAddressAges.js';
import { Sessions1795770000000 } from './migrations/1795770000000-Sessions.js';
import { Profiles1795780000000 } from './migrations/1795780000000-Profiles.js';
import { EmailTokens1795790000000 } from './migrations/1795790000000-EmailTokens.js';
import { NodeUser } from './presence/node-user.entity.js';
import { Node } from './presence/node.entity.js';
import { ServerKey } from './sessions/server-key.entity.js';
import { Session } from './sessions/session.entity.js';
import { SearchableName } from './users/searchable-name.entity.js';
import { User } from './users/user.entity.js';

/** All entities and all migrations. Add a new migration at the end. */
export const schema: Schema = {
  entities: [
    User,
    Conversation,
    Participant,
    Message,
    Insight,
    InsightClaim,
    ModelCall,
    Node,
    NodeUser,
    SearchableName,
    LoginFailure,
    LoginAddress,
    Invitation,
    MailToken,
    Erasure,
    Session,
    ServerKey,
  ],
  migrations: [
    Initial1795371145796,
    Insights1795374264457,
    PresenceLeases1795381777706,
    BusVersions1795658400000,
    UnreadCounters1795680000000,
    SearchableNames1795700000000,
    LoginDelays1795720000000,
    Invitations1795730000000,
    Privacy1795740000000,
    AccountStates1795750000000,
    LoginAddressAges1795760000000,
    Sessions1795770000000,
    Profiles1795780000000,
    EmailTokens1795790000000,
  ],
};
