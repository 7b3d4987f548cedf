import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { load, type InsertModule, type PlansModule } from '../product.js';

export interface Draft {
  readonly senderId: string;
  readonly receiverId: string;
  readonly content: string;
  readonly clientMessageId: string;
}

interface Waiting {
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

const LANES = 2;
const GROUP = 64;

/** Two lanes of grouped writes that run the product's own statement against its tables. */
export async function openStorage(): Promise<(draft: Draft, done: Waiting['done']) => void> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = process.env;
  const { HOT_PLANS, startUpOptions } = await load<PlansModule>('platform/database/pooled-data-source.js');
  const pool = new Pool({
    host,
    port: Number(port),
    user,
    password,
    database,
    max: LANES,
    options: startUpOptions(HOT_PLANS),
  });
  const { INSERT_MESSAGES } = await load<InsertModule>('messages/insert-messages.js');
  const conversations = await readConversations(pool);
  const queues = Array.from({ length: LANES }, (): Waiting[] => []);
  const busy = Array.from({ length: LANES }, () => false);

  async function run(lane: number): Promise<void> {
    busy[lane] = true;
    for (let group = take(lane); group.length > 0; group = take(lane)) {
      const values = valuesOf(group, conversations);
      const { rows } = await pool.query<Row>({ name: 'insert_messages', text: INSERT_MESSAGES, values });
      group.forEach(({ done }, index) => done(messageOf(rows[index]!)));
    }
    busy[lane] = false;
  }
  const take = (lane: number) => queues[lane]!.splice(0, GROUP);

  return (draft, done) => {
    const lane = Number.parseInt(conversations.get(draft.senderId + draft.receiverId)!.slice(-4), 16) % LANES;
    queues[lane]!.push({ draft, done });
    if (!busy[lane]) void run(lane);
  };
}

function valuesOf(group: Waiting[], conversations: Map<string, string>): unknown[][] {
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

/** The conversation of everybody who sends with everybody they send to. */
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

/** A UUID v7: random ones would scatter over the index. */
function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-8${random.slice(5, 8)}-${random.slice(8)}`;
}
