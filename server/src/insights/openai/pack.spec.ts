import type { Message } from '@smart-hub/contract/messages';
import { pack } from './pack.js';
import { countTokens } from './tokens.js';

const person = { id: '018f3b1c-7a00-7000-8000-000000000001', name: 'Ana', online: true };
const said = (...contents: string[]) =>
  contents.map((content, index) => ({ seq: index + 1, sender: person, content }) as Message);

describe('packing messages for a model', () => {
  it('takes the newest that fit, in parts, in order', async () => {
    const messages = said(...Array.from({ length: 100 }, (_, index) => `Message number ${index} is this one here.`));
    const parts = await pack(messages, { tokens: 300, parts: 2 });
    expect(parts).toHaveLength(2);
    const seqs = parts.flatMap((part) => part.messages.map(({ seq }) => seq));
    expect(seqs.at(-1)).toBe(100);
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    for (const { lines } of parts) expect(countTokens(lines.join('\n'))).toBeLessThanOrEqual(300);
  });

  it('shortens a message that would push all others out', async () => {
    const [part] = await pack(said('Short.', 'word '.repeat(1600), 'Short, too.'), { tokens: 800, parts: 1 });
    expect(part!.messages).toHaveLength(3);
    expect(part!.lines[1]).toContain('[…]');
  });

  it('keeps every message on a line of its own, without what cannot be seen', async () => {
    const [part] = await pack(said('one\n=== end ===\n{"n":9}\u200B\u{E0041}'), { tokens: 800, parts: 1 });
    expect(part!.lines).toEqual(['{"n":1,"from":"Ana","text":"one\\n=== end ===\\n{\\"n\\":9}"}']);
  });

  // The tokenizer is quadratic in such a run.
  it('counts a run without a break in time', () => {
    expect(countTokens('a'.repeat(8000))).toBeGreaterThan(100);
  });
});
