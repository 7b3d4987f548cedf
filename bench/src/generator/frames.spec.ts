import { FrameReader, pongFrame, textFrame } from './frames.js';

/** What a server reads: frames of clients are masked, and a reader of the server's frames takes them unmasked. */
function unmasked(frame: Buffer): Buffer {
  const short = frame[1]! & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  const mask = frame.subarray(start, start + 4);
  const payload = frame.subarray(start + 4).map((byte, index) => byte ^ mask[index & 3]!);
  return Buffer.concat([Buffer.from([frame[0]!, short]), frame.subarray(2, start), payload]);
}

it.each([0, 1, 125, 126, 65_535, 65_536, 300_000])('writes a frame of %d bytes that is read as it was', (length) => {
  const texts: string[] = [];
  const nothing = () => undefined;
  const reader = new FrameReader({ text: (text) => texts.push(text), reply: nothing, closed: nothing });
  const text = 'x'.repeat(length);

  reader.read(Buffer.concat([textFrame(text), pongFrame('ignored'), textFrame('end')].map(unmasked)));

  expect(texts).toEqual([text, 'end']);
});
