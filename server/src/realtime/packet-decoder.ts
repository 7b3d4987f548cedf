import { COMMAND_BYTES } from '@smart-hub/contract/text-rules';
import { Decoder, PacketType } from 'socket.io-parser';
import { ProblemError } from '../platform/problems/problem-error.js';

/** Reads type, namespace and acknowledgement id of a packet without parsing its JSON. */
const HEADER = /^(?<type>\d)(?:\d+-)?(?:(?<namespace>\/[^,]{0,100}),)?(?<id>\d{1,16})?/;
/** Reads the name of a command, if it is written without escapes. */
const NAME = /^\["(?<name>[^"\\]{1,100})"/;
const CONNECT = String(PacketType.CONNECT);
const OVERSIZED_CONNECT = '0{"token":"-"}';
const EVENT = String(PacketType.EVENT);
const DISCONNECT = String(PacketType.DISCONNECT);
/** Socket.IO emits these events itself; its decoder refuses them from a client. */
const RESERVED = new Set(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']);
/** How many characters of a packet are searched for its header and the name of its command. */
const HEAD_LENGTH = 300;

/** How long packets may be, in bytes. */
export const PACKET_BYTES = {
  /**
   * The longest packet that is read before authentication, so that a CONNECT that is too long can be refused with a
   * problem.
   */
  handshake: 8192,
  /** The longest CONNECT that is accepted, with its token. */
  connect: 4096,
  /**
   * The longest command that is parsed. The longest content, 8,000 characters, takes 96,000 bytes when all of them are
   * escaped.
   */
  command: COMMAND_BYTES,
  /** The longest packet that is read from a penalized user, who has exceeded the limit of refused commands. */
  penalized: 100_000,
  /** The longest packet that is read, so that a command that is too long can be refused by its acknowledgement. */
  read: 1_500_000,
} as const;

/**
 * Checks a packet before it is parsed.
 *
 * @returns the problem with which the packet is refused; undefined if it is allowed
 */
export type PacketCheck = (packet: string | Buffer) => ProblemError | undefined;

/**
 * Decodes the packets of one connection, and parses only those that pass the check. Errors thrown by this class make
 * Socket.IO close the connection.
 *
 * Invariants: before authentication one CONNECT is decoded and nothing else. Afterwards every packet is checked, and
 * counted by the check. A refused command is passed on with a `ProblemError` instead of its payload; no packet of a
 * client decodes to a `ProblemError`.
 */
export class PacketDecoder extends Decoder {
  private hasConnect = false;
  private packetCheck: PacketCheck | undefined;
  private isStopped = false;

  /** Allows commands from now on. Each of them is checked first. */
  allowCommands(packetCheck: PacketCheck): void {
    this.packetCheck = packetCheck;
  }

  /** Ignores all packets from now on, because the connection is about to be closed. */
  ignoreFurtherPackets(): void {
    this.isStopped = true;
  }

  override add(packet: unknown): void {
    if (this.isStopped) return;
    if (!this.packetCheck) return this.addConnect(packet);
    const head = typeof packet === 'string' ? packet.slice(0, HEAD_LENGTH) : '';
    const { type, namespace, id } = HEADER.exec(head)?.groups ?? {};
    const refusal = this.packetCheck(packet as string | Buffer);
    if (!refusal) return this.addAdmitted(packet, type, namespace);
    if (type !== EVENT || namespace !== undefined) throw refusal;
    const { name = '' } = NAME.exec(head.slice(1 + (id?.length ?? 0)))?.groups ?? {};
    const data = [RESERVED.has(name) ? '' : name, refusal];
    this.emitReserved('decoded', { type: PacketType.EVENT, nsp: '/', data, ...(id ? { id: Number(id) } : {}) });
  }

  /** A connection has exactly one socket: a second CONNECT, or a DISCONNECT, ends the connection. */
  private addAdmitted(packet: unknown, type: string | undefined, namespace = '/'): void {
    if (type === CONNECT && namespace === '/')
      throw new ProblemError('request.malformed', 'The connection is authenticated already.');
    super.add(packet);
    if (type === DISCONNECT) throw new ProblemError('request.malformed', 'The socket was disconnected.');
  }

  private addConnect(packet: unknown): void {
    if (typeof packet !== 'string' || this.hasConnect)
      throw new ProblemError('request.malformed', 'A connection begins with one CONNECT packet.');
    const { type, namespace = '/' } = HEADER.exec(packet)?.groups ?? {};
    if (type !== CONNECT) throw new ProblemError('request.malformed', 'A connection begins with a CONNECT packet.');
    this.hasConnect = true;
    // No valid token is that long, so the packet is replaced by one with an invalid token, which is refused.
    super.add(packet.length > PACKET_BYTES.connect ? OVERSIZED_CONNECT : packet);
    // Socket.IO has refused the CONNECT by now, because `/` is the only namespace.
    if (namespace !== '/') throw new ProblemError('request.malformed', 'There is no such namespace.');
  }
}
