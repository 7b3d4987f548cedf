/** What the generator is asked to do, and what it answers: between two processes. */

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

/** Sends messages between pairs: as many at once as are in flight, or at a rate. */
export interface SendJob {
  readonly kind: 'send';
  /** Of the nodes; pairs are spread over them. */
  readonly ports: readonly number[];
  /** Whether the second of each pair is on another node than the first. */
  readonly across: boolean;
  readonly pairs: readonly Pair[];
  /** Also the second of each pair sends. */
  readonly bothWays: boolean;
  /** Per sender; or else `rate`, messages a second in all. */
  readonly inFlight?: number;
  readonly rate?: number;
  /** Whether receivers tell that they have received and read, as clients do. */
  readonly receipts: boolean;
  /** Whether messages carry a `seq` that must count without gaps. */
  readonly numbered: boolean;
  /** What is said, as ASCII within JSON: 100 bytes unless given. */
  readonly content?: string;
  readonly warmUpSeconds: number;
  /** How long is measured; until the parent says so, if not given. */
  readonly seconds?: number;
  /** Latencies are reported of the first, the middle and the last third as well. */
  readonly inThirds?: boolean;
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
  /** In milliseconds, of the thirds in their order. */
  readonly thirds?: readonly { readonly p50: number; readonly p99: number }[];
}

/** Opens connections as fast as the server takes them, and holds them until it is told to stop. */
export interface StormJob {
  readonly kind: 'storm';
  readonly port: number;
  readonly tokens: readonly string[];
  /** How many may be on their way at once. */
  readonly atOnce: number;
  /** Whether they read nothing more once they are open. */
  readonly deaf?: boolean;
}

export interface StormResult {
  readonly seconds: number;
  readonly opened: number;
  readonly refused: number;
}

/** Somebody with a conversation, of which all is known up to `rev`. */
export interface Member {
  readonly token: string;
  readonly conversationId: string;
  readonly rev: number;
}

/** Everybody is on the first node; the parent kills it when the measured part begins, and they come back to the others. */
export interface ReturnJob {
  readonly kind: 'return';
  readonly ports: readonly number[];
  readonly members: readonly Member[];
}

/** All have connections to one node, and lose them at once when the parent says so. */
export interface ReconnectJob {
  readonly kind: 'reconnect';
  readonly port: number;
  readonly members: readonly Member[];
}

/** How many seconds clients were away, until they had caught up. */
export interface ReturnResult {
  readonly returned: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Attempts that led to nothing. */
  readonly failures: number;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  /** `{n}` stands for a number that no other request of the run has. */
  readonly body?: string;
}

/** Makes HTTP requests, one after the other in each of several lanes. */
export interface HttpJob {
  readonly kind: 'http';
  readonly port: number;
  readonly requests: readonly Request[];
  readonly atOnce: number;
  readonly seconds: number;
}

export interface HttpResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Attacks a server in one way, again and again. */
export interface AttackJob {
  readonly kind: 'attack';
  readonly port: number;
  /** Its name in the table of attacks. */
  readonly name: string;
  readonly seconds: number;
  /** Of the attacker's users. The first of them has a conversation of long messages. */
  readonly tokens: readonly string[];
  readonly conversationId: string;
  /** At most so many connections at once, whatever the attack would open. */
  readonly lanes?: number;
}

/** How often an attack came to its end, and how often it was cut off or failed. */
export interface AttackResult {
  readonly rounds: number;
  readonly cutOff: number;
}

/** Has clients that stop reading, one for each token, and replaces those that are cut off. */
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

/** Has clients come, send one message each, and leave; and once a second, a login with a wrong password. */
export interface ChurnJob {
  readonly kind: 'churn';
  readonly port: number;
  /** The first of each comes, and writes to the second. */
  readonly pairs: readonly Pair[];
  /** Clients a second. */
  readonly rate: number;
  readonly seconds: number;
}

export interface ChurnResult {
  readonly visits: number;
  readonly logins: number;
  /** Visits without an acknowledged message, and logins with an unexpected answer. */
  readonly failed: number;
  /** How many failed, by the code of the problem or the error's text. */
  readonly reasons: Readonly<Record<string, number>>;
}

export type Job = SendJob | StormJob | ReturnJob | ReconnectJob | HttpJob | AttackJob | SlowJob | ChurnJob;
export interface Results {
  readonly send: SendResult;
  readonly storm: StormResult;
  readonly return: ReturnResult;
  readonly reconnect: ReturnResult;
  readonly http: HttpResult;
  readonly attack: AttackResult;
  readonly slow: SlowResult;
  readonly churn: ChurnResult;
}

/** From the generator: it waits for the word to begin, if its job has one; the measured part begins, it ends; the result follows. */
export type Report =
  | { readonly at: 'ready' }
  | { readonly at: 'begin' }
  /** `cpuSeconds` is the generator's own, since `begin`. */
  | { readonly at: 'end'; readonly cpuSeconds: number; readonly wallSeconds: number }
  | { readonly at: 'result'; readonly result: Results[Job['kind']] }
  | { readonly at: 'failure'; readonly why: string };
