import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Pair, User } from './jobs.js';
import { load, type DirectConversationModule } from './product.js';

/** Known to the servers of this run, and to nobody else. */
export const JWT_SECRET = randomBytes(32).toString('hex');
export const PASSWORD = 'Secret-123';
const HOURS_MS = 6 * 3600 * 1000;

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as the server's `auth` makes it. */
function tokenOf(userId: string): string {
  const exp = Math.floor((Date.now() + HOURS_MS) / 1000);
  const claims = { sub: userId, exp, aud: 'smart-hub', typ: 'access', jti: randomUUID() };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', JWT_SECRET).update(signed).digest('base64url')}`;
}

/** Accounts by SQL, as registering thousands would take minutes. @param hash of their password */
export async function makeUsers(client: Client, count: number, hash = 'nobody logs in'): Promise<User[]> {
  const users = Array.from({ length: count }, () => {
    const id = randomUUID();
    return { id, email: `${id}@example.com`, token: tokenOf(id) };
  });
  await client.query(
    // As if their names were folded: nobody searches for them, and no node is to fold them while it is measured.
    `insert into users (id, name, email, password_hash, searchable_as)
     select t.id, 'Person ' || t.ord, t.id || '@example.com', $2, 'Person ' || t.ord
       from unnest($1::uuid[]) with ordinality as t (id, ord)`,
    [users.map(({ id }) => id), hash],
  );
  return users;
}

/** Makes people talk, two by two: direct conversations with one message each, so that they are there for everybody. */
export async function makePairs(client: Client, users: readonly User[]): Promise<Pair[]> {
  const { directConversationId } = await load<DirectConversationModule>('conversations/direct-conversation-id.js');
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < users.length; index += 2) {
    const [from, to] = [users[index]!, users[index + 1]!];
    pairs.push({ from, to, conversationId: directConversationId(from.id, to.id) });
  }
  await makeConversations(client, pairs);
  return pairs;
}

/** @param messages how many messages each has */
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
     select t.c, n, gen_random_uuid(), t.sender, 'Message ' || n || ' of a conversation that was filled by SQL, long enough to be a message.',
            n, now() - make_interval(secs => $3::integer - n)
       from unnest($1::uuid[], $2::uuid[]) as t (c, sender) cross join generate_series(1, $3::integer) as n`,
    [ids, senders, messages],
  );
}
