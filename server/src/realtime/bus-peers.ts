import { ReplayWindow, type ReplayVerdict } from './replay-window.js';

/** How long a response proves that a node is alive, in milliseconds; after half of it the node is challenged again. */
const PROOF_LIFETIME_MS = 30_000;
/** How long a node has to respond before it is challenged again, and before it is given up, in milliseconds. */
const RESPONSE_TIMEOUT_MS = { retry: 1000, giveUp: 10_000 };
/** How long a silent node is remembered, in milliseconds: longer than its messages can still be above its floor. */
const PEER_LIFETIME_MS = 2 * PROOF_LIFETIME_MS;
/** How many nodes may be unproven at once, and how many characters of their messages are queued in all. */
const UNPROVEN_LIMITS = { nodes: 100, characters: 8_000_000 };

/** A message with a valid signature. `deliver` is called once it is known whether the message is new. */
export interface ReceivedMessage {
  readonly sender: string;
  /** Numbers the messages of a sender: 1, 2, 3. */
  readonly number: number;
  readonly length: number;
  readonly deliver: (novelty: ReplayVerdict) => void;
}

interface Challenge {
  readonly number: number;
  readonly sentAt: number;
}

interface Peer {
  /** Undefined until the node has responded for the first time. */
  window?: ReplayWindow;
  /** When the challenge was sent to which the node responded last. */
  provenAt: number;
  readonly firstSeenAt: number;
  /** The open challenges, oldest first. */
  challenges: Challenge[];
  readonly waiting: ReceivedMessage[];
}

/**
 * Protects against replays: messages of another node that were recorded and are published again.
 *
 * A signature does not show when it was made, and clocks of machines differ. So an unknown node is challenged, and its
 * messages are queued until it responds. The response quotes the challenge, so a replay cannot provide it for a node
 * that is gone. It names a floor: messages up to that number are stale. From then on each number is accepted once
 * ({@link ReplayWindow}).
 *
 * Invariants: no message is delivered as `new` twice; no message of a node that is gone is, once its last proof has
 * expired. Memory is bounded, whatever is published.
 */
export class BusPeers {
  private readonly peers = new Map<string, Peer>();
  private waitingCharacters = 0;
  /** Whether messages were dropped that may have come from a node that is alive. */
  private hasDropped = false;

  /**
   * @param sendChallenge challenges a node; returns the number of that message
   * @param onDropped called with the number of messages that were dropped because their sender has not responded
   * @param onPossibleLoss called when some of them may have been genuine: the clients of this node should resync
   * @param now milliseconds of a monotonic clock
   */
  constructor(
    private readonly sendChallenge: (peer: string) => number,
    private readonly onDropped: (count: number) => void,
    private readonly onPossibleLoss: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Delivers a message: now if its sender is proven, otherwise once the sender has responded. It is dropped if that
   * never happens.
   */
  receive(message: ReceivedMessage): void {
    const peer = this.peerOf(message.sender);
    const age = this.now() - peer.provenAt;
    if (age > PROOF_LIFETIME_MS / 2) this.challengeIfDue(message.sender, peer);
    if (peer.window && age <= PROOF_LIFETIME_MS) return message.deliver(peer.window.record(message.number));
    this.enqueue(peer, message);
  }

  /**
   * Accepts a node's response to a challenge, and delivers its queued messages.
   *
   * @param challengeNumber the number of the challenge that the response quotes
   * @param floor the node's messages up to this number are stale
   * @returns whether that challenge was open
   */
  acceptResponse(sender: string, challengeNumber: number, floor: number): boolean {
    const peer = this.peers.get(sender);
    const challenge = peer?.challenges.find(({ number }) => number === challengeNumber);
    if (!peer || !challenge || this.now() - challenge.sentAt > RESPONSE_TIMEOUT_MS.giveUp) return false;
    peer.challenges = [];
    peer.provenAt = challenge.sentAt;
    const window = (peer.window ??= new ReplayWindow(floor));
    window.markStaleUpTo(floor);
    for (const { number, deliver } of this.dequeueAll(peer)) deliver(window.record(number));
    if (this.hasDropped) this.onPossibleLoss();
    this.hasDropped = false;
    return true;
  }

  /** Forgets nodes that are gone. Call it every few seconds. */
  sweep(): void {
    const now = this.now();
    for (const [id, peer] of this.peers) {
      const isGone = peer.window
        ? now - peer.provenAt > PEER_LIFETIME_MS
        : now - peer.firstSeenAt > RESPONSE_TIMEOUT_MS.giveUp;
      if (isGone) this.forget(id, peer);
    }
  }

  private peerOf(id: string): Peer {
    const found = this.peers.get(id);
    if (found) return found;
    this.evictIfFull();
    const peer: Peer = { provenAt: -Infinity, firstSeenAt: this.now(), challenges: [], waiting: [] };
    this.peers.set(id, peer);
    return peer;
  }

  /**
   * Forgets the unproven node that was challenged first, if there are too many: live nodes respond within milliseconds.
   */
  private evictIfFull(): void {
    const unproven = [...this.peers].filter(([, { window }]) => !window);
    if (unproven.length >= UNPROVEN_LIMITS.nodes) this.forget(...unproven[0]!);
  }

  private forget(id: string, peer: Peer): void {
    this.peers.delete(id);
    const { length } = this.dequeueAll(peer);
    if (length > 0) this.drop(length);
  }

  private drop(count: number): void {
    this.hasDropped = true;
    this.onDropped(count);
  }

  private challengeIfDue(id: string, peer: Peer): void {
    const now = this.now();
    const last = peer.challenges.at(-1)?.sentAt ?? -Infinity;
    if (now - last < RESPONSE_TIMEOUT_MS.retry) return;
    const open = peer.challenges.filter(({ sentAt }) => now - sentAt <= RESPONSE_TIMEOUT_MS.giveUp);
    peer.challenges = [...open, { number: this.sendChallenge(id), sentAt: now }];
  }

  private enqueue(peer: Peer, message: ReceivedMessage): void {
    if (this.waitingCharacters + message.length > UNPROVEN_LIMITS.characters) return this.drop(1);
    peer.waiting.push(message);
    this.waitingCharacters += message.length;
  }

  private dequeueAll(peer: Peer): ReceivedMessage[] {
    const messages = peer.waiting.splice(0);
    for (const { length } of messages) this.waitingCharacters -= length;
    return messages;
  }
}
