import { problems, type ProblemCode } from './problem.js';

/** The example values of the API documents: the users Ana and Ben, their conversation, and its insight. */

const anaAsSender = { id: '018f3b1c-7a00-7000-8000-000000000001', name: 'Ana', online: true };
const joinedAt = '2026-01-31';
const personProfile = {
  id: anaAsSender.id,
  name: 'Ana',
  handle: 'ana.smith',
  color: 215,
  joinedAt,
  changedAt: '2026-01-31T12:30:00.000Z',
};
const ana = { ...personProfile, online: true };
const ben = { id: '018f3b1c-7a00-7000-8000-000000000003', name: 'Ben', online: false, joinedAt };
const conversation = { id: '3f0b9c2e-5f0a-5a6e-9d3b-2f6f1c7a4e10' };
const createdAt = '2026-01-31T12:00:00.000Z';

const account = { email: 'ana@example.com', password: 'Secret-123' };
const profile = { ...ana, email: account.email, emailVerified: true, createdAt };

const message = {
  id: '018f3b1c-7a00-7000-8000-000000000002',
  content: 'Hello!',
  createdAt,
  sender: anaAsSender,
  conversation,
  seq: 1,
  rev: 1,
  replyTo: null,
  clientMessageId: 'a1',
};

const positions = [
  { userId: ana.id, readSeq: 1, deliveredSeq: 1 },
  { userId: ben.id, readSeq: 0, deliveredSeq: 1 },
];

const anasConversation = {
  ...conversation,
  kind: 'direct',
  user: ben,
  lastSeq: 1,
  rev: 1,
  unread: 0,
  participants: positions,
  lastActivityAt: createdAt,
};
const listedConversation = { ...anasConversation, lastMessage: message };

const insightItem = { text: 'Ana says hello.', messageIds: [message.id] };
const actionItem = { text: 'Answer Ana.', messageIds: [message.id], owner: 'Ben', due: 'tomorrow' };
const insight = {
  id: '018f3b1c-7a00-7000-8000-000000000004',
  conversation,
  summary: 'Ana greets Ben.',
  keyPoints: [insightItem],
  decisions: [],
  actionItems: [actionItem],
  openQuestions: [],
  droppedItems: 0,
  generator: 'extractive',
  model: null,
  fromSeq: 1,
  toSeq: 1,
  coveredMessages: 1,
  skippedMessages: 0,
  messagesSince: 0,
  requestedBy: ana.id,
  tokens: null,
  createdAt,
  updatedAt: createdAt,
};

const invitation = {
  id: '018f3b1c-7a00-7000-8000-000000000005',
  createdAt,
  expiresAt: '2026-02-07T12:00:00.000Z',
  uses: 0,
  maxUses: 1,
};
const invitationToken = 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k';

const session = {
  id: '018f3b1c-7a00-7000-8000-000000000006',
  device: 'Firefox on Linux',
  address: '203.0.113.7',
  createdAt,
  lastUsedAt: createdAt,
  expiresAt: '2026-03-02T12:00:00.000Z',
  current: true,
};
const mailedToken = 'Yh0pM2cW8zQvT4nRk6sXbJ1dLe7uGf3aZo9iPxCyVtE';

const changes = { conversation: listedConversation, rev: 1, messages: [message], reset: false };

const unread = { conversationId: conversation.id, readSeq: 0, lastSeq: 1, unread: 1, totalUnread: 1 };
const problemOf = (code: ProblemCode) => {
  const { title, status, retryable } = problems[code];
  const detail = `${title}.`;
  const requestId = '018f3b1c-7a00-7000-8000-000000000007';
  return { type: `urn:smart-hub:problem:${code}`, title, status, detail, code, retryable, requestId, message: detail };
};
const presence = { id: ben.id, online: false, lastSeenAt: createdAt };
const position = { conversationId: conversation.id, userId: ben.id, seq: 1 };

export const examples = {
  registration: { name: ana.name, ...account },
  credentials: account,
  login: {
    access_token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk',
    expiresAt: '2026-01-31T13:00:00.000Z',
    sessionId: session.id,
    user: profile,
  },
  refresh: {},
  passwordChange: { currentPassword: account.password, newPassword: 'correct horse battery staple' },
  session,
  tokenRenewal: { token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk' },
  person: ana,
  personProfile,
  registrationPolicy: {
    mode: 'domains',
    domains: ['example.com'],
    invitations: true,
    passwordReset: true,
    emailVerification: 'off',
  },
  invitation,
  newInvitation: { ...invitation, token: invitationToken, path: `/#invitation=${invitationToken}` },
  invitationCheck: { token: invitationToken },
  invitationOffer: { invitedBy: 'Ana', expiresAt: invitation.expiresAt },
  invitationTerms: { days: 7, maxUses: 1 },
  done: {},
  passwordResetRequest: { email: account.email },
  passwordReset: { token: mailedToken, password: 'Zug-nach-4Ulm' },
  mailedLink: { token: mailedToken },
  verifiedEmail: { email: account.email },
  emailChange: { email: 'ana@example.org', password: account.password },
  emailChangeState: { state: 'waiting' },
  profile,
  profileChange: { handle: ana.handle, color: ana.color },
  privacy: { hidesPresence: true, listed: true },
  privacyChange: { hidesPresence: true },
  message,
  sendMessage: { receiverId: ben.id, content: message.content, clientMessageId: message.clientMessageId },
  sentMessage: { ...message, deduplicated: true },
  markDelivered: { conversationId: conversation.id, seq: 1 },
  markRead: { conversationId: conversation.id, seq: 1, private: true },
  deliveredPosition: position,
  readPosition: { ...position, lastSeq: 1, unread: 0, totalUnread: 0 },
  unread,
  typing: { conversationId: conversation.id, active: true },
  typingChanged: { conversationId: conversation.id, userIds: [ana.id] },
  insightCreated: { conversationId: conversation.id, insight },
  insightProgress: { conversationId: conversation.id, text: 'Ana greets' },
  tokenExpiry: { expiresAt: '2026-01-31T13:00:00.000Z' },
  userId: { id: ben.id },
  presence,
  noFields: {},
  commandFailed: { command: 'send_message', error: problemOf('conversation.not_found') },
  sessionExpired: { error: problemOf('auth.token_expired') },
  connectionEvicted: { error: problemOf('connection.evicted') },
  presenceState: { users: [presence, { id: ana.id, online: true, lastSeenAt: null }] },
  participantPosition: positions[0],
  conversation: listedConversation,
  openedConversation: { ...anasConversation, messages: [message], insight },
  insight,
  insightItem,
  actionItem,
  ping: {},
  syncRequest: { conversations: { [conversation.id]: 0 }, peopleSince: createdAt },
  changes,
  syncPage: {
    changes: [changes],
    removed: [],
    positions: [{ conversationId: conversation.id, lastSeq: 1, unread: 0, participants: positions }],
    totalUnread: 0,
    people: [personProfile],
    peopleAt: createdAt,
    more: false,
  },
};
