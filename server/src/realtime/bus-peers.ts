import { ReplayWindow, type ReplayVerdict } from './replay-window.js';

/**
 * How long the response to a challenge proves that a node is alive, in milliseconds. After half of this time the node
 * is challenged again.
 */
const PROOF_LIFETIME_MS = 30_000;
/**
 * After how long without a response a node is challenged again (`retry`), and is given up (`giveUp`), in milliseconds.
 */
const RESPONSE_TIMEOUT_MS = { retry: 1000, giveUp: 10_000 };
/**
 * How long a node is remembered after its last proof, in milliseconds. By then all messages accepted from the node are
 * stale: the `staleUpTo` of its next response would include their numbers.
 */
const PEER_LIFETIME_MS = 2 * PROOF_LIFETIME_MS;
/**
 * `nodes`: how many nodes that have never responded to a challenge are remembered. `characters`: how many characters
 * the queued messages of all nodes may have in total.
 */
const UNPROVEN_LIMITS = { nodes: 100, characters: 8_000_000 };

/** A received message whose signature is valid. */
export interface ReceivedMessage {
  readonly sender: string;
  /** The sender numbers its messages 1, 2, 3. */
  readonly number: number;
  readonly length: number;
  /** Called once it is known whether the message is new, a duplicate or stale. */
  readonly deliver: (verdict: ReplayVerdict) => void;
}

interface Challenge {
  readonly number: number;
  readonly sentAt: number;
}

interface Peer {
  /** Undefined until the node has responded to a challenge for the first time. */
  replayWindow?: ReplayWindow;
  /** When the newest challenge to which the node has responded was sent. */
  provenAt: number;
  readonly firstSeenAt: number;
  /** The challenges that wait for a response, oldest first. */
  challenges: Challenge[];
  /** Messages that wait until the node responds to a challenge. */
  readonly queued: ReceivedMessage[];
}

/**
 * Protects against replays: messages of another node that an attacker recorded and publishes again.
 *
 * A signature does not show when it was made, and clocks of machines differ. So an unknown node is challenged to prove
 * that it is alive, and its messages are queued until it responds. The response quotes the number of the challenge, so
 * a recorded response to an earlier challenge is refused. The response also names a number, `staleUpTo`: the node's
 * messages up to that number are stale. Each higher number is accepted once ({@link ReplayWindow}).
 *
 * Invariants: no message is delivered as `new` twice. Once the last proof of a node that has stopped has expired, none
 * of its messages is delivered as `new`. Memory is bounded, whatever is published.
 */
export class BusPeers {
  private readonly peers = new Map<string, Peer>();
  private queuedCharacters = 0;
  /** Whether messages were dropped since the last response to a challenge: their sender may be alive. */
  private hasDropped = false;

  /**
   * @param sendChallenge sends a challenge to a node, and returns the number of the challenge
   * @param onDropped called with the number of messages that were dropped because their sender has not responded
   * @param onPossibleLoss called when a node responds after messages were dropped: they may have been genuine, so the
   *   clients of this node should resync
   * @param now milliseconds of a monotonic clock
   */
  constructor(
    private readonly sendChallenge: (peer: string) => number,
    private readonly onDropped: (count: number) => void,
    private readonly onPossibleLoss: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Delivers a message: at once if its sender has recently proved that it is alive, otherwise once the sender has
   * responded to a challenge. If the sender never responds, the message is dropped.
   */
  receive(message: ReceivedMessage): void {
    const peer = this.peerOf(message.sender);
    const age = this.now() - peer.provenAt;
    if (age > PROOF_LIFETIME_MS / 2) this.challengeIfDue(message.sender, peer);
    if (peer.replayWindow && age <= PROOF_LIFETIME_MS) return message.deliver(peer.replayWindow.record(message.number));
    this.enqueue(peer, message);
  }

  /**
   * Accepts a node's response to a challenge, and delivers its queued messages.
   *
   * @param challengeNumber the number of the challenge that the response quotes
   * @param staleUpTo the node's messages up to this number are stale
   * @returns false if no challenge with this number waits for a response
   */
  acceptResponse(sender: string, challengeNumber: number, staleUpTo: number): boolean {
    const peer = this.peers.get(sender);
    const challenge = peer?.challenges.find(({ number }) => number === challengeNumber);
    if (!peer || !challenge || this.now() - challenge.sentAt > RESPONSE_TIMEOUT_MS.giveUp) return false;
    peer.challenges = [];
    peer.provenAt = challenge.sentAt;
    const window = (peer.replayWindow ??= new ReplayWindow(staleUpTo));
    window.markStaleUpTo(staleUpTo);
    for (const { number, deliver } of this.dequeueAll(peer)) deliver(window.record(number));
    if (this.hasDropped) this.onPossibleLoss();
    this.hasDropped = false;
    return true;
  }

  /** Forgets nodes that no longer respond. The caller must call this every few seconds. */
  sweep(): void {
    const now = this.now();
    for (const [id, peer] of this.peers) {
      const hasExpired = peer.replayWindow
        ? now - peer.provenAt > PEER_LIFETIME_MS
        : now - peer.firstSeenAt > RESPONSE_TIMEOUT_MS.giveUp;
      if (hasExpired) this.forget(id, peer);
    }
  }

  private peerOf(id: string): Peer {
    const found = this.peers.get(id);
    if (found) return found;
    this.evictIfFull();
    const peer: Peer = { provenAt: -Infinity, firstSeenAt: this.now(), challenges: [], queued: [] };
    this.peers.set(id, peer);
    return peer;
  }

  /**
   * If too many nodes have never responded, forgets the one that was challenged first: live nodes respond within
   * milliseconds.
   */
  private evictIfFull(): void {
    const unproven = [...this.peers].filter(([, { replayWindow }]) => !replayWindow);
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
    if (this.queuedCharacters + message.length > UNPROVEN_LIMITS.characters) return this.drop(1);
    peer.queued.push(message);
    this.queuedCharacters += message.length;
  }

  private dequeueAll(peer: Peer): ReceivedMessage[] {
    const messages = peer.queued.splice(0);
    for (const { length } of messages) this.queuedCharacters -= length;
    return messages;
  }
}
