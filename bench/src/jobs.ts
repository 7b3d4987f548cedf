/** The jobs that the bench sends to a generator process, and the messages that the generator returns. */

export interface User {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

export interface Pair {
  readonly from: User;
  readonly to: User;
  readonly conversationId: string;
}

/** Sends messages between pairs, either with a number of messages in flight or at a rate. */
export interface SendJob {
  readonly kind: 'send';
  /** The ports of the nodes, over which pairs are distributed. */
  readonly ports: readonly number[];
  /** Whether the two users of a pair connect to different nodes. */
  readonly acrossNodes: boolean;
  readonly pairs: readonly Pair[];
  /** Whether both users of a pair send; otherwise only the first sends. */
  readonly bothWays: boolean;
  /** Messages in flight per sender. Exactly one of `inFlight` and `rate` is given. */
  readonly inFlight?: number;
  /** Messages per second of all senders together. */
  readonly rate?: number;
  /** Whether receivers send `mark_delivered` and `mark_read`, as clients do. */
  readonly receipts: boolean;
  /** Whether messages have a `seq`, which must count without gaps. */
  readonly hasSeq: boolean;
  /** The content of each message, as ASCII that is escaped for JSON; 100 bytes by default. */
  readonly content?: string;
  readonly warmUpSeconds: number;
  /** The duration of the measurement; without it, the measurement ends when the parent process sends a message. */
  readonly seconds?: number;
  /** Whether latencies are also reported for the first, the middle and the last third. */
  readonly reportsThirds?: boolean;
}

export interface SendResult {
  readonly perSecond: number;
  readonly completed: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  readonly failed: number;
  readonly firstFailure?: string;
  /** Latencies in milliseconds of the first, the middle and the last third. */
  readonly thirds?: readonly { readonly p50: number; readonly p99: number }[];
}

/**
 * Opens connections as fast as the server accepts them, and keeps them open until the parent process sends a message.
 */
export interface StormJob {
  readonly kind: 'storm';
  readonly port: number;
  readonly tokens: readonly string[];
  /** How many connections may be opening at once. */
  readonly concurrency: number;
  /** Whether connections stop reading once they are open. */
  readonly neverReads?: boolean;
}

export interface StormResult {
  readonly seconds: number;
  readonly opened: number;
  readonly refused: number;
}

/** A user whose client has synced one conversation up to `rev`. */
export interface ReconnectingClient {
  readonly token: string;
  readonly conversationId: string;
  readonly rev: number;
}

/**
 * Connects all clients to the first node. The parent kills that node when the measured part begins, and the clients
 * reconnect to the others.
 */
export interface FailoverJob {
  readonly kind: 'failover';
  readonly ports: readonly number[];
  readonly clients: readonly ReconnectingClient[];
}

/** Connects all clients to one node, closes all connections at once when the parent sends a message, and reconnects. */
export interface ReconnectJob {
  readonly kind: 'reconnect';
  readonly port: number;
  readonly clients: readonly ReconnectingClient[];
}

/** The seconds from the loss of a connection until its client had reconnected and synced. */
export interface ReconnectResult {
  readonly returned: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Failed attempts to reconnect and sync. */
  readonly failures: number;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  /** `{n}` is replaced by a number that is unique within the run. */
  readonly body?: string;
}

/** Makes HTTP requests with several workers, each of which makes one request at a time. */
export interface HttpJob {
  readonly kind: 'http';
  readonly port: number;
  readonly requests: readonly Request[];
  readonly concurrency: number;
  readonly seconds: number;
}

export interface HttpResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Repeats one kind of attack on a server. */
export interface AttackJob {
  readonly kind: 'attack';
  readonly port: number;
  /** The name of the attack, a key of `attacks`. */
  readonly name: string;
  readonly seconds: number;
  /** The tokens of the attacker's accounts. `conversationId` is a conversation of the first, with long messages. */
  readonly tokens: readonly string[];
  readonly conversationId: string;
  /** Limits the number of connections that the attack opens at once. */
  readonly maxConnections?: number;
}

/** The number of completed rounds of an attack, and of rounds that were disconnected or failed. */
export interface AttackResult {
  readonly rounds: number;
  readonly cutOff: number;
}

/** Connects one client per token, which stops reading, and replaces each client that is disconnected. */
export interface SlowJob {
  readonly kind: 'slow';
  readonly port: number;
  readonly tokens: readonly string[];
  readonly seconds: number;
}

export interface SlowResult {
  readonly opened: number;
  readonly refused: number;
  readonly cutOff: number;
}

/**
 * Makes short visits, in each of which a client connects, sends one message and disconnects; and one failing login per
 * second.
 */
export interface ChurnJob {
  readonly kind: 'churn';
  readonly port: number;
  /** In each visit the first user of a pair connects, and sends to the second. */
  readonly pairs: readonly Pair[];
  /** Visits per second. */
  readonly rate: number;
  readonly seconds: number;
}

export interface ChurnResult {
  readonly visits: number;
  readonly logins: number;
  /** Visits without an acknowledged message, and logins with an unexpected response. */
  readonly failed: number;
  /** The number of failures by the problem code, or by the text of the error. */
  readonly reasons: Readonly<Record<string, number>>;
}

export type Job = SendJob | StormJob | FailoverJob | ReconnectJob | HttpJob | AttackJob | SlowJob | ChurnJob;
export interface Results {
  readonly send: SendResult;
  readonly storm: StormResult;
  readonly failover: ReconnectResult;
  readonly reconnect: ReconnectResult;
  readonly http: HttpResult;
  readonly attack: AttackResult;
  readonly slow: SlowResult;
  readonly churn: ChurnResult;
}

/**
 * Messages from the generator, in this order: `ready` (only from jobs that wait for the parent to begin), `begin` and
 * `end` of the measured part, and `result` or `failure`.
 */
export type GeneratorMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'begin' }
  /** `cpuSeconds` is the CPU time of the generator itself since `begin`. */
  | { readonly type: 'end'; readonly cpuSeconds: number; readonly wallSeconds: number }
  | { readonly type: 'result'; readonly result: Results[Job['kind']] }
  | { readonly type: 'failure'; readonly error: string };
