import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Pair, User } from './jobs.js';
import { loadServerModule, type DirectConversationModule } from './product.js';

/** The secret of all servers of this run; random, so that no other server accepts its tokens. */
export const JWT_SECRET = randomBytes(32).toString('hex');
export const PASSWORD = 'Secret-123';
const TOKEN_LIFETIME_MS = 6 * 3600 * 1000;

const base64UrlOf = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Creates an access token in the format of the server's `auth` module. */
function tokenOf(userId: string): string {
  const exp = Math.floor((Date.now() + TOKEN_LIFETIME_MS) / 1000);
  const claims = { sub: userId, exp, aud: 'smart-hub', typ: 'access', jti: randomUUID() };
  const signed = `${base64UrlOf({ alg: 'HS256', typ: 'JWT' })}.${base64UrlOf(claims)}`;
  return `${signed}.${createHmac('sha256', JWT_SECRET).update(signed).digest('base64url')}`;
}

/** Creates accounts by SQL, because registering thousands would take minutes. @param hash the hash of their password */
export async function makeUsers(client: Client, count: number, hash = 'no password'): Promise<User[]> {
  const users = Array.from({ length: count }, () => {
    const id = randomUUID();
    return { id, email: `${id}@example.com`, token: tokenOf(id) };
  });
  await client.query(
    // `searchable_as` is set, although the names are not folded: otherwise a node would fold them while it is measured.
    // Nothing searches for these users.
    `insert into users (id, name, email, password_hash, searchable_as)
     select t.id, 'Person ' || t.ord, t.id || '@example.com', $2, 'Person ' || t.ord
       from unnest($1::uuid[]) with ordinality as t (id, ord)`,
    [users.map(({ id }) => id), hash],
  );
  return users;
}

/**
 * Creates a direct conversation for each two consecutive users, with one message, so that both participants list it.
 */
export async function makePairs(client: Client, users: readonly User[]): Promise<Pair[]> {
  const { directConversationId } = await loadServerModule<DirectConversationModule>(
    'conversations/direct-conversation-id.js',
  );
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < users.length; index += 2) {
    const [from, to] = [users[index]!, users[index + 1]!];
    pairs.push({ from, to, conversationId: directConversationId(from.id, to.id) });
  }
  await makeConversations(client, pairs);
  return pairs;
}

/** Creates direct conversations by SQL. @param messages the number of messages in each */
export async function makeConversations(client: Client, pairs: readonly Pair[], messages = 1): Promise<void> {
  const ids = pairs.map(({ conversationId }) => conversationId);
  const senders = pairs.map(({ from }) => from.id);
  await client.query(
    `insert into conversations (id, kind, last_seq, last_rev) select id, 'direct', $2, $2 from unnest($1::uuid[]) as id`,
    [ids, messages],
  );
  await client.query(
    `insert into participants (conversation_id, user_id, sent_count, read_seq, read_count, read_seq_shown, delivered_seq)
     select t.c, u, case when u = t.one then $4::integer else 0 end, $4::integer,
            case when u = t.one then 0 else $4::integer end, $4::integer, $4::integer
       from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (c, one, other) cross join lateral unnest(array[one, other]) as u`,
    [ids, senders, pairs.map(({ to }) => to.id), messages],
  );
  await client.query(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select t.c, n, gen_random_uuid(), t.sender, 'Message ' || n || ' of a conversation that was filled by SQL, as long as a typical message.',
            n, now() - make_interval(secs => $3::integer - n)
       from unnest($1::uuid[], $2::uuid[]) as t (c, sender) cross join generate_series(1, $3::integer) as n`,
    [ids, senders, messages],
  );
}
