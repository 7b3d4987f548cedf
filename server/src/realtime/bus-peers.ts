import { ReplayWindow, type Novelty } from './replay-window.js';

/** How long an answer proves that a node lives, in milliseconds; after half of it the node is asked again. */
const PROVEN_MS = 30_000;
/** How long an answer is waited for before the question is repeated, and before the node is given up. */
const ANSWER_MS = { again: 1000, never: 10_000 };
/** For how long a node that says nothing is remembered. Longer than what it said can still be above its floor. */
const REMEMBERED_MS = 2 * PROVEN_MS;
/** How many nodes may be unproven, and how many characters of theirs are kept until they have answered. */
const UNPROVEN = { nodes: 100, characters: 8_000_000 };

/** A verified message that waits, or is passed on, with what is known of its age. */
export interface Received {
  readonly sender: string;
  /** Numbers the messages of a sender: 1, 2, 3. */
  readonly count: number;
  readonly length: number;
  readonly pass: (novelty: Novelty) => void;
}

interface Question {
  readonly count: number;
  readonly at: number;
}

interface Peer {
  /** Undefined until it has answered for the first time. */
  window?: ReplayWindow;
  /** When the question was asked that it answered last. */
  provenAt: number;
  readonly since: number;
  /** The questions that it may still answer, oldest first. */
  questions: Question[];
  readonly waiting: Received[];
}

/**
 * Tells what another node says now from what was recorded and is published again.
 *
 * A signature does not show when it was made, and clocks of machines differ. So a node that is heard for the first time is
 * asked, and its messages wait for the answer, which quotes the question: a node that is gone cannot give it. The answer
 * names a floor: messages up to that number are too old. From then on each number is accepted once ({@link ReplayWindow}).
 *
 * Invariants: no message is passed as `new` twice; none of a node that is gone is, once its last proof has expired. Memory is
 * bounded, whatever is published.
 */
export class BusPeers {
  private readonly peers = new Map<string, Peer>();
  private waitingCharacters = 0;
  /** Whether messages were dropped that may have been those of a node that lives. */
  private hasDropped = false;

  /**
   * @param ask asks a node whether it lives; returns the number of the message that asks
   * @param dropped told how many messages were dropped whose sender has not answered
   * @param lost told when some of them may have been genuine: whoever is here should catch up
   * @param now milliseconds of a monotonic clock
   */
  constructor(
    private readonly ask: (peer: string) => number,
    private readonly dropped: (count: number) => void,
    private readonly lost: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Passes a verified message on: now, once its sender has answered, or never. */
  receive(message: Received): void {
    const peer = this.peerOf(message.sender);
    const age = this.now() - peer.provenAt;
    if (age > PROVEN_MS / 2) this.askAgain(message.sender, peer);
    if (peer.window && age <= PROVEN_MS) return message.pass(peer.window.take(message.count));
    this.wait(peer, message);
  }

  /**
   * A node has answered a question.
   *
   * @param count the number of the message that asked
   * @param floor numbers of its messages up to this one are old
   * @returns whether that question was open
   */
  answered(sender: string, count: number, floor: number): boolean {
    const peer = this.peers.get(sender);
    const question = peer?.questions.find((one) => one.count === count);
    if (!peer || !question || this.now() - question.at > ANSWER_MS.never) return false;
    peer.questions = [];
    peer.provenAt = question.at;
    const window = (peer.window ??= new ReplayWindow(floor));
    window.raise(floor);
    for (const { count, pass } of this.takeWaiting(peer)) pass(window.take(count));
    if (this.hasDropped) this.lost();
    this.hasDropped = false;
    return true;
  }

  /** Forgets nodes that are gone. To be called every few seconds. */
  sweep(): void {
    const now = this.now();
    for (const [id, peer] of this.peers) {
      const isGone = peer.window ? now - peer.provenAt > REMEMBERED_MS : now - peer.since > ANSWER_MS.never;
      if (isGone) this.forget(id, peer);
    }
  }

  private peerOf(id: string): Peer {
    const found = this.peers.get(id);
    if (found) return found;
    this.makeRoom();
    const peer: Peer = { provenAt: -Infinity, since: this.now(), questions: [], waiting: [] };
    this.peers.set(id, peer);
    return peer;
  }

  /** Whoever lives answers within milliseconds: those that were asked first are gone. */
  private makeRoom(): void {
    const unproven = [...this.peers].filter(([, { window }]) => !window);
    if (unproven.length >= UNPROVEN.nodes) this.forget(...unproven[0]!);
  }

  private forget(id: string, peer: Peer): void {
    this.peers.delete(id);
    const { length } = this.takeWaiting(peer);
    if (length > 0) this.drop(length);
  }

  private drop(count: number): void {
    this.hasDropped = true;
    this.dropped(count);
  }

  private askAgain(id: string, peer: Peer): void {
    const at = this.now();
    const last = peer.questions.at(-1)?.at ?? -Infinity;
    if (at - last < ANSWER_MS.again) return;
    const open = peer.questions.filter((question) => at - question.at <= ANSWER_MS.never);
    peer.questions = [...open, { count: this.ask(id), at }];
  }

  private wait(peer: Peer, message: Received): void {
    if (this.waitingCharacters + message.length > UNPROVEN.characters) return this.drop(1);
    peer.waiting.push(message);
    this.waitingCharacters += message.length;
  }

  private takeWaiting(peer: Peer): Received[] {
    const taken = peer.waiting.splice(0);
    for (const { length } of taken) this.waitingCharacters -= length;
    return taken;
  }
}
