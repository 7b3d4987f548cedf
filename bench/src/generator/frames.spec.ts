import { FrameReader, pongFrame, textFrame } from './frames.js';

/** Removes the mask of a client's frame: `FrameReader` reads frames of servers, which are not masked. */
function unmasked(frame: Buffer): Buffer {
  const short = frame[1]! & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  const mask = frame.subarray(start, start + 4);
  const payload = frame.subarray(start + 4).map((byte, index) => byte ^ mask[index & 3]!);
  return Buffer.concat([Buffer.from([frame[0]!, short]), frame.subarray(2, start), payload]);
}

it.each([0, 1, 125, 126, 65_535, 65_536, 300_000])(
  'a text frame with a payload of %d bytes is read back unchanged, and a pong is ignored',
  (length) => {
    const texts: string[] = [];
    const ignore = () => undefined;
    const reader = new FrameReader({ onText: (text) => texts.push(text), onReply: ignore, onClose: ignore });
    const text = 'x'.repeat(length);

    reader.read(Buffer.concat([textFrame(text), pongFrame('ignored'), textFrame('end')].map(unmasked)));

    expect(texts).toEqual([text, 'end']);
  },
);
