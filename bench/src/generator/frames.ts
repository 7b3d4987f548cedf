/**
 * A minimal encoder and decoder of WebSocket frames (RFC 6455): a library would cost the generator more CPU than the
 * messages.
 */

const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const FINAL = 0x80;
const MASKED = 0x80;
const MAX_16_BITS = 0xffff;
/**
 * Clients must mask their frames. Any key is valid; the server cannot skip the unmasking, because the key is not zero.
 */
const MASK = [0x5a, 0xc3, 0x17, 0x9e] as const;

/** Encodes a client's text frame. The text must be ASCII. */
export function textFrame(text: string): Buffer {
  return frame(TEXT, text);
}

/** Encodes a client's pong. */
export function pongFrame(text: string): Buffer {
  return frame(PONG, text);
}

function frame(opcode: number, text: string): Buffer {
  const { length } = text;
  const lengthBytes = length < 126 ? 0 : length <= MAX_16_BITS ? 2 : 8;
  const start = 2 + lengthBytes + MASK.length;
  const bytes = Buffer.allocUnsafe(start + length);
  bytes[0] = FINAL | opcode;
  bytes[1] = MASKED | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) bytes.writeUInt16BE(length, 2);
  if (lengthBytes === 8) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.set(MASK, start - MASK.length);
  bytes.write(text, start, 'latin1');
  for (let index = 0; index < length; index += 1) bytes[start + index]! ^= MASK[index & 3]!;
  return bytes;
}

interface Handlers {
  readonly onText: (text: string) => void;
  /** Called with a frame to send in return: the pong for a ping. */
  readonly onReply: (frame: Buffer) => void;
  readonly onClose: () => void;
}

/** Decodes the frames of a server. They are not masked, and Socket.IO sends each text in one frame. */
export class FrameReader {
  private rest: Buffer | undefined;

  constructor(private readonly handlers: Handlers) {}

  read(chunk: Buffer): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    let at = 0;
    for (let end = this.readFrame(bytes, at); end > 0; end = this.readFrame(bytes, at)) at = end;
    this.rest = at < bytes.length ? bytes.subarray(at) : undefined;
  }

  /** @returns the offset after the frame; 0 if the frame is incomplete */
  private readFrame(bytes: Buffer, at: number): number {
    if (bytes.length < at + 2) return 0;
    const short = bytes[at + 1]!;
    const start = at + headerLength(short);
    if (bytes.length < start) return 0;
    const end = start + lengthOf(bytes, at, short);
    if (bytes.length < end) return 0;
    this.handle(bytes[at]! & 0xf, bytes, start, end);
    return end;
  }

  private handle(opcode: number, bytes: Buffer, start: number, end: number): void {
    if (opcode === TEXT) this.handlers.onText(bytes.toString('latin1', start, end));
    else if (opcode === PING) this.handlers.onReply(frame(PONG, bytes.toString('latin1', start, end)));
    else if (opcode === CLOSE) this.handlers.onClose();
  }
}

function headerLength(short: number): number {
  if (short === 126) return 4;
  return short === 127 ? 10 : 2;
}

function lengthOf(bytes: Buffer, at: number, short: number): number {
  if (short === 126) return bytes.readUInt16BE(at + 2);
  return short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
}
