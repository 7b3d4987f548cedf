import { insightsRoutes } from '@smart-hub/contract/insights';
import { closeSockets, register, type Hub, type TestPerson } from './hub.js';

export interface Chat {
  readonly ana: TestPerson;
  readonly ben: TestPerson;
  readonly params: { readonly conversationId: string };
  readonly ids: string[];
}

/** Ana and Ben, who have said these things to each other, by turns. */
export const chat = (hub: Hub, ...contents: string[]) => chatBetween(hub, ['Ana', 'Ben'], contents);

/** The same for people of other names. */
export async function chatBetween(hub: Pick<Hub, 'url'>, names: [string, string], contents: string[]): Promise<Chat> {
  return chatOf(...(await Promise.all([register(hub, names[0]), register(hub, names[1])])), contents);
}

/** The same for two people who have accounts. */
async function chatOf(ana: TestPerson, ben: TestPerson, contents: string[]): Promise<Chat> {
  const sockets = await Promise.all([ana.connect(), ben.connect()]);
  const receivers = [ben.id, ana.id];
  const ids: string[] = [];
  let conversationId = '';
  for (const [index, content] of contents.entries()) {
    const sent = await sockets[index % 2]!.send({ receiverId: receivers[index % 2]!, content });
    conversationId = sent.conversation.id;
    ids.push(sent.id);
  }
  closeSockets();
  return { ana, ben, params: { conversationId }, ids };
}

/** Conversations of one person with several others, all of the same content. */
export async function chatsOf(hub: Hub, ana: TestPerson, count: number, content: string): Promise<Chat[]> {
  const chats: Chat[] = [];
  while (chats.length < count) chats.push(await chatOf(ana, await register(hub, 'Ben'), [content, content]));
  return chats;
}

/** Says many things at once, behind the server's back. */
export async function fill(hub: Hub, { ana, ben, params }: Chat, count: number): Promise<void> {
  await hub.sql.rows(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select $1, c.last_seq + n, gen_random_uuid(), case when n % 2 = 0 then $2::uuid else $3::uuid end,
            'Message ' || n || ' is about the harvest of field ' || n % 97 || ' and what it costs.', c.last_rev + n, now()
       from conversations c, generate_series(1, $4::integer) as n where c.id = $1`,
    [params.conversationId, ana.id, ben.id, count],
  );
  await countNew(hub, params.conversationId, count);
}

/** The same message of one person, many times. */
export async function repeat(hub: Hub, { ana, params }: Chat, count: number, content: string): Promise<void> {
  await hub.sql.rows(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select $1, c.last_seq + n, gen_random_uuid(), $2, $3, c.last_rev + n, now()
       from conversations c, generate_series(1, $4::integer) as n where c.id = $1`,
    [params.conversationId, ana.id, content, count],
  );
  await countNew(hub, params.conversationId, count);
}

async function countNew(hub: Hub, conversationId: string, count: number): Promise<void> {
  await hub.sql.rows('update conversations set last_seq = last_seq + $2, last_rev = last_rev + $2 where id = $1', [
    conversationId,
    count,
  ]);
}

export const create = (person: TestPerson, { params }: Chat) => person.client.call(insightsRoutes.create, { params });
export const find = (person: TestPerson, { params }: Chat) => person.client.call(insightsRoutes.find, { params });
export const rowsOf = (hub: Hub, { params }: Chat) =>
  hub.sql.rows('select 1 from insights where conversation_id = $1', [params.conversationId]);
/** The record of the calls that were made for it, in their order. */
export const callsOf = (hub: Hub, { params }: Chat) =>
  hub.sql.rows('select * from model_calls where conversation_id = $1 order by started_at', [params.conversationId]);
