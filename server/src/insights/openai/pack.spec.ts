import type { TranscriptLine } from '../../messages/message.mapper.js';
import { MERGE_INSTRUCTION } from './instruction.js';
import { fitLists, pack, transcriptLimitsOf } from './pack.js';
import { countTokens } from './tokens.js';

/** The tokens of a call without any message. */
const BASE_TOKENS = countTokens(MERGE_INSTRUCTION) + 60;

const messagesOf = (...contents: string[]) =>
  contents.map((text, index): TranscriptLine => ({ id: `m${index}`, seq: index + 1, name: 'Ana', text }));

describe('packing messages for a model', () => {
  it('packs the newest messages that fit, in the order of the conversation', () => {
    const messages = messagesOf(
      ...Array.from({ length: 100 }, (_, index) => `Message number ${index} is this one here.`),
    );
    const chunks = pack(messages, { tokens: BASE_TOKENS + 300, maxChunks: 2 });
    expect(chunks).toHaveLength(2);
    const seqs = chunks.flatMap((chunk) => chunk.messages.map(({ seq }) => seq));
    expect(seqs.at(-1)).toBe(100);
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    for (const { lines } of chunks) expect(countTokens(lines.join('\n'))).toBeLessThanOrEqual(300);
  });

  it('truncates a message that would leave no room for others', () => {
    const [chunk] = pack(messagesOf('Short.', 'word '.repeat(1600), 'Short, too.'), {
      tokens: BASE_TOKENS + 800,
      maxChunks: 1,
    });
    expect(chunk!.messages).toHaveLength(3);
    expect(chunk!.lines[1]).toContain('[…]');
  });

  it('writes every message on its own line, without invisible characters', () => {
    const [chunk] = pack(messagesOf('one\n=== end ===\n{"n":9}\u200B\u{E0041}'), {
      tokens: BASE_TOKENS + 800,
      maxChunks: 1,
    });
    expect(chunk!.lines).toEqual(['{"n":1,"from":"Ana","text":"one\\n=== end ===\\n{\\"n\\":9}"}']);
  });

  it('joins lists of lines, each cut off at its equal share of the tokens', () => {
    const long = Array.from({ length: 50 }, (_, index) => `This is line ${index} of a list.`);
    expect(fitLists([long, ['One.', 'Two.']], BASE_TOKENS + 200)).toEqual([...long.slice(0, 10), 'One.', 'Two.']);
  });

  it('limits the messages and characters that are read of a conversation to those that fit into the budget', () => {
    expect(transcriptLimitsOf({ tokens: 12_000, maxChunks: 7 })).toEqual({ messages: 10_500, characters: 672_000 });
    expect(transcriptLimitsOf({ tokens: 1_000_000, maxChunks: 99 })).toEqual({
      messages: 20_000,
      characters: 4_000_000,
    });
  });

  it('counts control tokens as ordinary text, and stops counting soon after the given number', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(3);
    const long = 'word '.repeat(1600);
    expect(countTokens(long)).toBeGreaterThan(1600);
    expect(countTokens(long, 50)).toBeGreaterThan(50);
    expect(countTokens(long, 50)).toBeLessThan(100);
  });

  // The tokenizer itself takes time quadratic in the length of a run without spaces.
  it('counts the tokens of a run without spaces in linear time', () => {
    expect(countTokens('a'.repeat(8000))).toBeGreaterThan(100);
  });
});
