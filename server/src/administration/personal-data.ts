/** What erasing an account does about a column. */
type Fate =
  /** The rows are deleted. */
  | 'deleted'
  /** What is in it is replaced by something that says nothing of the person. */
  | 'replaced'
  /** It stays, since it is one of these. */
  | 'id: names a row'
  | 'id: chosen by a program'
  | 'of the system: says nothing of a person';

/**
 * What becomes of every column that can hold a text, bytes or an id when an account is erased. A test compares it with the schema: a
 * column that is new must be entered here, and dealt with in `erasures.store.ts`.
 */
export const personalData: Readonly<Record<string, Fate>> = {
  'conversations.id': 'id: names a row',
  'conversations.kind': 'of the system: says nothing of a person',
  'erasures.after_conversation_id': 'id: names a row',
  'erasures.user_id': 'id: names a row',
  'insight_claims.conversation_id': 'deleted',
  'insight_claims.failure': 'deleted',
  'insight_claims.holder': 'deleted',
  'insights.conversation_id': 'deleted',
  'insights.generator': 'deleted',
  'insights.id': 'deleted',
  'insights.items': 'deleted',
  'insights.model': 'deleted',
  'insights.requested_by': 'deleted',
  'insights.summary': 'deleted',
  'invitations.created_by': 'deleted',
  'invitations.id': 'deleted',
  'invitations.token_hash': 'deleted',
  'login_addresses.address': 'deleted',
  'login_addresses.user_id': 'deleted',
  'login_failures.key': 'deleted',
  'mail_tokens.email': 'deleted',
  'mail_tokens.purpose': 'deleted',
  'mail_tokens.token_hash': 'deleted',
  'mail_tokens.user_id': 'deleted',
  'messages.client_message_id': 'id: chosen by a program',
  'messages.content': 'replaced',
  'messages.conversation_id': 'id: names a row',
  'messages.id': 'id: names a row',
  'messages.reply_to': 'id: names a row',
  'messages.sender_id': 'id: names a row',
  'migrations.name': 'of the system: says nothing of a person',
  'model_calls.conversation_id': 'deleted',
  'model_calls.host': 'deleted',
  'model_calls.id': 'deleted',
  'model_calls.model': 'deleted',
  'model_calls.outcome': 'deleted',
  'model_calls.requested_by': 'deleted',
  'node_users.node_id': 'deleted',
  'node_users.user_id': 'deleted',
  'nodes.id': 'id: names a row',
  'participants.conversation_id': 'id: names a row',
  'participants.user_id': 'id: names a row',
  'searchable_names.folded': 'deleted',
  'searchable_names.grams': 'deleted',
  'searchable_names.user_id': 'deleted',
  'server_keys.key': 'of the system: says nothing of a person',
  'server_keys.name': 'of the system: says nothing of a person',
  'sessions.address': 'deleted',
  'sessions.device': 'deleted',
  'sessions.id': 'deleted',
  'sessions.recent_rotations': 'of the system: says nothing of a person',
  'sessions.token_hash': 'deleted',
  'sessions.user_id': 'deleted',
  'users.email': 'replaced',
  'users.handle': 'deleted',
  'users.id': 'id: names a row',
  'users.name': 'replaced',
  'users.password_hash': 'replaced',
  'users.searchable_as': 'replaced',
};
