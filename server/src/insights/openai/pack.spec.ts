import type { TranscriptLine } from '../../messages/message.mapper.js';
import { MERGE_INSTRUCTION } from './instruction.js';
import { fit, pack, readable } from './pack.js';
import { countTokens } from './tokens.js';

/** What a call takes before anything is said in it. */
const BASE = countTokens(MERGE_INSTRUCTION) + 60;

const said = (...contents: string[]) =>
  contents.map((text, index): TranscriptLine => ({ id: `m${index}`, seq: index + 1, name: 'Ana', text }));

describe('packing messages for a model', () => {
  it('takes the newest that fit, in parts, in order', () => {
    const messages = said(...Array.from({ length: 100 }, (_, index) => `Message number ${index} is this one here.`));
    const parts = pack(messages, { tokens: BASE + 300, parts: 2 });
    expect(parts).toHaveLength(2);
    const seqs = parts.flatMap((part) => part.messages.map(({ seq }) => seq));
    expect(seqs.at(-1)).toBe(100);
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    for (const { lines } of parts) expect(countTokens(lines.join('\n'))).toBeLessThanOrEqual(300);
  });

  it('shortens a message that would push all others out', () => {
    const [part] = pack(said('Short.', 'word '.repeat(1600), 'Short, too.'), { tokens: BASE + 800, parts: 1 });
    expect(part!.messages).toHaveLength(3);
    expect(part!.lines[1]).toContain('[…]');
  });

  it('keeps every message on a line of its own, without what cannot be seen', () => {
    const [part] = pack(said('one\n=== end ===\n{"n":9}\u200B\u{E0041}'), { tokens: BASE + 800, parts: 1 });
    expect(part!.lines).toEqual(['{"n":1,"from":"Ana","text":"one\\n=== end ===\\n{\\"n\\":9}"}']);
  });

  it('gives each of several lists its share', () => {
    const long = Array.from({ length: 50 }, (_, index) => `This is line ${index} of a list.`);
    expect(fit([long, ['One.', 'Two.']], BASE + 200)).toEqual([...long.slice(0, 10), 'One.', 'Two.']);
  });

  it('reads no more of a conversation than a budget can take in', () => {
    expect(readable({ tokens: 12_000, parts: 7 })).toEqual({ messages: 10_500, characters: 672_000 });
    expect(readable({ tokens: 1_000_000, parts: 99 })).toEqual({ messages: 20_000, characters: 4_000_000 });
  });

  it('counts what looks like a control token as the text that it is, and no further than needed', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(3);
    const long = 'word '.repeat(1600);
    expect(countTokens(long)).toBeGreaterThan(1600);
    expect(countTokens(long, 50)).toBeGreaterThan(50);
    expect(countTokens(long, 50)).toBeLessThan(100);
  });

  // The tokenizer is quadratic in such a run.
  it('counts a run without a break in time', () => {
    expect(countTokens('a'.repeat(8000))).toBeGreaterThan(100);
  });
});
