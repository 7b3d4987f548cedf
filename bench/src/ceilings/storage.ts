import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { loadServerModule, type InsertModule, type PlansModule } from '../product.js';

export interface Draft {
  readonly senderId: string;
  readonly receiverId: string;
  readonly content: string;
  readonly clientMessageId: string;
}

interface PendingSend {
  readonly draft: Draft;
  readonly done: (message: object) => void;
}

interface Row {
  readonly id: string;
  readonly content: string;
  readonly created_at: Date;
  readonly sender_id: string;
  readonly sender_name: string;
  readonly conversation_id: string;
  readonly seq: number;
  readonly rev: number;
  readonly client_message_id: string;
}

/** Each queue writes on its own connection, one group at a time. */
const QUEUES = 2;
const MAX_GROUP_SIZE = 64;

/** Opens two queues of group commits, which run the product's own statement against its tables. */
export async function openStorage(): Promise<(draft: Draft, done: PendingSend['done']) => void> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = process.env;
  const { HOT_PLANS, startUpOptions } = await loadServerModule<PlansModule>('platform/database/pooled-data-source.js');
  const pool = new Pool({
    host,
    port: Number(port),
    user,
    password,
    database,
    max: QUEUES,
    options: startUpOptions(HOT_PLANS),
  });
  const { INSERT_MESSAGES } = await loadServerModule<InsertModule>('messages/insert-messages.js');
  const conversations = await readConversations(pool);
  const queues = Array.from({ length: QUEUES }, (): PendingSend[] => []);
  const isWriting = Array.from({ length: QUEUES }, () => false);

  async function drain(queue: number): Promise<void> {
    isWriting[queue] = true;
    for (let group = nextGroup(queue); group.length > 0; group = nextGroup(queue)) {
      const values = valuesOf(group, conversations);
      const { rows } = await pool.query<Row>({ name: 'insert_messages', text: INSERT_MESSAGES, values });
      group.forEach(({ done }, index) => done(messageOf(rows[index]!)));
    }
    isWriting[queue] = false;
  }
  const nextGroup = (queue: number) => queues[queue]!.splice(0, MAX_GROUP_SIZE);

  return (draft, done) => {
    const queue = Number.parseInt(conversations.get(draft.senderId + draft.receiverId)!.slice(-4), 16) % QUEUES;
    queues[queue]!.push({ draft, done });
    if (!isWriting[queue]) void drain(queue);
  };
}

function valuesOf(group: PendingSend[], conversations: Map<string, string>): unknown[][] {
  const drafts = group.map(({ draft }) => draft);
  return [
    drafts.map((draft) => conversations.get(draft.senderId + draft.receiverId)),
    drafts.map((draft) => draft.senderId),
    drafts.map(timeOrderedId),
    drafts.map((draft) => draft.clientMessageId),
    drafts.map((draft) => draft.content),
    drafts.map(() => null),
  ];
}

/** Reads all direct conversations, by the concatenated ids of sender and receiver. */
async function readConversations(pool: Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ pair: string; id: string }>(
    `select one.user_id::text || other.user_id as pair, one.conversation_id as id
       from participants one join participants other using (conversation_id) where other.user_id <> one.user_id`,
  );
  return new Map(rows.map(({ pair, id }) => [pair, id]));
}

function messageOf(row: Row): object {
  return {
    id: row.id,
    content: row.content,
    createdAt: row.created_at.toISOString(),
    sender: { id: row.sender_id, name: row.sender_name, online: true },
    conversation: { id: row.conversation_id },
    seq: row.seq,
    rev: row.rev,
    replyTo: null,
    clientMessageId: row.client_message_id,
  };
}

/** Creates a UUID v7; random ids would scatter over the index. */
function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-8${random.slice(5, 8)}-${random.slice(8)}`;
}
