import { COMMAND_BYTES } from '@smart-hub/contract/text-rules';
import { Decoder, PacketType } from 'socket.io-parser';
import { ProblemError } from '../platform/problems/problem-error.js';

/** What is read of a packet without parsing its JSON: type, namespace, acknowledgement id, and the rest. */
const HEADER = /^(?<type>\d)(?:\d+-)?(?:(?<namespace>\/[^,]{0,100}),)?(?<id>\d{1,16})?/;
/** The name of a command, where it is written plainly. */
const NAME = /^\["(?<name>[^"\\]{1,100})"/;
const CONNECT = String(PacketType.CONNECT);
const TOO_LONG = '0{"token":"-"}';
const EVENT = String(PacketType.EVENT);
const DISCONNECT = String(PacketType.DISCONNECT);
/** Socket.IO emits these itself; its decoder refuses them. */
const RESERVED = new Set(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']);
/** How much of a packet is looked at for these. */
const HEAD_LENGTH = 300;

/** How long packets may be, in bytes. */
export const PACKET_BYTES = {
  /** What is read at all before authentication, so that a CONNECT that is too long can be refused in words. */
  handshake: 8192,
  /** Before authentication: a CONNECT with its token. */
  connect: 4096,
  /** A command. The longest content, 8,000 characters, takes 96,000 bytes when every one of them is escaped. */
  command: COMMAND_BYTES,
  /** What is read of a user who has sent far too much. */
  penalized: 100_000,
  /** What is read at all, so that a command that is too long can be refused by its acknowledgement. */
  read: 1_500_000,
} as const;

/**
 * Decides on a packet before it is parsed.
 *
 * @returns why the packet is refused, if it is
 */
export type Admission = (packet: string | Buffer) => ProblemError | undefined;

/**
 * Decodes the packets of one connection, and parses none that is refused. What it throws makes Socket.IO close the
 * connection.
 *
 * Invariants: before authentication one CONNECT is decoded and nothing else. Afterwards every packet is counted. A command
 * that is refused is passed on with the reason, a `ProblemError`, in the place of its payload: nothing that a client sends
 * decodes to one.
 */
export class PacketDecoder extends Decoder {
  private hasConnect = false;
  private admission: Admission | undefined;
  private isStopped = false;

  /** Decodes commands from now on. */
  authenticated(admission: Admission): void {
    this.admission = admission;
  }

  /** Decodes nothing any more: the connection is about to be closed. */
  stop(): void {
    this.isStopped = true;
  }

  override add(packet: unknown): void {
    if (this.isStopped) return;
    if (!this.admission) return this.addConnect(packet);
    const head = typeof packet === 'string' ? packet.slice(0, HEAD_LENGTH) : '';
    const { type, namespace, id } = HEADER.exec(head)?.groups ?? {};
    const refusal = this.admission(packet as string | Buffer);
    if (!refusal) return this.addAdmitted(packet, type, namespace);
    if (type !== EVENT || namespace !== undefined) throw refusal;
    const { name = '' } = NAME.exec(head.slice(1 + (id?.length ?? 0)))?.groups ?? {};
    const data = [RESERVED.has(name) ? '' : name, refusal];
    this.emitReserved('decoded', { type: PacketType.EVENT, nsp: '/', data, ...(id ? { id: Number(id) } : {}) });
  }

  /** One connection has one socket, and ends with it. */
  private addAdmitted(packet: unknown, type: string | undefined, namespace = '/'): void {
    if (type === CONNECT && namespace === '/')
      throw new ProblemError('request.malformed', 'The connection has been authenticated.');
    super.add(packet);
    if (type === DISCONNECT) throw new ProblemError('request.malformed', 'The socket was disconnected.');
  }

  private addConnect(packet: unknown): void {
    if (typeof packet !== 'string' || this.hasConnect)
      throw new ProblemError('request.malformed', 'A connection begins with one CONNECT packet.');
    const { type, namespace = '/' } = HEADER.exec(packet)?.groups ?? {};
    if (type !== CONNECT) throw new ProblemError('request.malformed', 'A connection begins with a CONNECT packet.');
    this.hasConnect = true;
    // A token of that length is none: it is refused as such.
    super.add(packet.length > PACKET_BYTES.connect ? TOO_LONG : packet);
    // Socket.IO has answered it by now: there is one namespace.
    if (namespace !== '/') throw new ProblemError('request.malformed', 'There is no such namespace.');
  }
}
