import { insightsRoutes } from '@smart-hub/contract/insights';
import { closeSockets, register, type TestHub, type TestPerson } from './hub.js';

export interface Chat {
  readonly ana: TestPerson;
  readonly ben: TestPerson;
  readonly params: { readonly conversationId: string };
  readonly messageIds: string[];
}

/** Creates Ana and Ben, who send each other these messages by turns. */
export const createChat = (hub: TestHub, ...contents: string[]) => createChatBetween(hub, ['Ana', 'Ben'], contents);

/** Creates two people with these names, who send each other these messages by turns. */
export async function createChatBetween(
  hub: Pick<TestHub, 'url'>,
  names: [string, string],
  contents: string[],
): Promise<Chat> {
  return exchangeByTurns(...(await Promise.all([register(hub, names[0]), register(hub, names[1])])), contents);
}

/** Lets two existing people send each other these messages by turns. Returns their conversation. */
async function exchangeByTurns(ana: TestPerson, ben: TestPerson, contents: string[]): Promise<Chat> {
  const sockets = await Promise.all([ana.connect(), ben.connect()]);
  const receivers = [ben.id, ana.id];
  const messageIds: string[] = [];
  let conversationId = '';
  for (const [index, content] of contents.entries()) {
    const sent = await sockets[index % 2]!.send({ receiverId: receivers[index % 2]!, content });
    conversationId = sent.conversation.id;
    messageIds.push(sent.id);
  }
  closeSockets();
  return { ana, ben, params: { conversationId }, messageIds };
}

/** Creates conversations of one person with several others, all with the same content. */
export async function createChats(hub: TestHub, ana: TestPerson, count: number, content: string): Promise<Chat[]> {
  const chats: Chat[] = [];
  while (chats.length < count) chats.push(await exchangeByTurns(ana, await register(hub, 'Ben'), [content, content]));
  return chats;
}

/** Inserts many different messages directly into the database, alternating between both senders. */
export async function insertMessages(hub: TestHub, { ana, ben, params }: Chat, count: number): Promise<void> {
  await hub.sql.rows(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select $1, c.last_seq + n, gen_random_uuid(), case when n % 2 = 0 then $2::uuid else $3::uuid end,
            'Message ' || n || ' is about the harvest of field ' || n % 97 || ' and what it costs.', c.last_rev + n, now()
       from conversations c, generate_series(1, $4::integer) as n where c.id = $1`,
    [params.conversationId, ana.id, ben.id, count],
  );
  await advanceCounters(hub, params.conversationId, count);
}

/** Inserts the same message of Ana many times, directly into the database. */
export async function insertRepeatedMessages(
  hub: TestHub,
  { ana, params }: Chat,
  count: number,
  content: string,
): Promise<void> {
  await hub.sql.rows(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select $1, c.last_seq + n, gen_random_uuid(), $2, $3, c.last_rev + n, now()
       from conversations c, generate_series(1, $4::integer) as n where c.id = $1`,
    [params.conversationId, ana.id, content, count],
  );
  await advanceCounters(hub, params.conversationId, count);
}

async function advanceCounters(hub: TestHub, conversationId: string, count: number): Promise<void> {
  await hub.sql.rows('update conversations set last_seq = last_seq + $2, last_rev = last_rev + $2 where id = $1', [
    conversationId,
    count,
  ]);
}

export const createInsight = (person: TestPerson, { params }: Chat) =>
  person.client.call(insightsRoutes.create, { params });
export const findInsight = (person: TestPerson, { params }: Chat) =>
  person.client.call(insightsRoutes.find, { params });
export const insightRows = (hub: TestHub, { params }: Chat) =>
  hub.sql.rows('select 1 from insights where conversation_id = $1', [params.conversationId]);
/** Returns the rows about the model calls made for a conversation, in the order of their start. */
export const modelCalls = (hub: TestHub, { params }: Chat) =>
  hub.sql.rows('select * from model_calls where conversation_id = $1 order by started_at', [params.conversationId]);
