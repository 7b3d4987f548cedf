import { utterancesOf } from './utterances.js';
import { sentencesOf } from './words.js';

const line = (text: string) => ({ id: 'm', name: 'Ana', text });
const sentencesIn = (...texts: string[]) => utterancesOf(texts.map(line), 'en');

describe('the sentences of a conversation that a digest reads', () => {
  it('include all sentences of an ordinary message', () => {
    const text = 'We met at noon. The boat is sold, for 900 euros.\nWho tells Ben?';
    expect(sentencesIn(text).map((utterance) => utterance.text)).toEqual([
      'We met at noon.',
      'The boat is sold, for 900 euros.',
      'Who tells Ben?',
    ]);
  });

  it.each(['x\n', 'Hi. ', '字。', '😀\n'])('are limited to one hundred for a message that repeats %j', (piece) => {
    expect(sentencesIn(piece.repeat(8000 / piece.length))).toHaveLength(100);
  });

  it('are truncated to 1,000 characters', () => {
    const [first, ...others] = sentencesIn('a'.repeat(8000));
    expect(first!.text).toBe(`${'a'.repeat(1000)}…`);
    expect(others).toEqual([]);
    // A surrogate pair is not split at the end.
    expect(sentencesIn(`a${'😀'.repeat(2000)}`)[0]!.text).toBe(`a${'😀'.repeat(499)}…`);
  });

  it('are limited to an equal share per message if the conversation has too many sentences', () => {
    const long = sentencesIn(...Array.from({ length: 20_000 }, () => 'Yes. '.repeat(8)));
    expect(long).toHaveLength(100_000);
    expect(long.at(-1)!.line).toBe(19_999);
    expect(sentencesIn(...Array.from({ length: 10_000 }, () => 'Yes. '.repeat(8)))).toHaveLength(80_000);
  });

  it('end after closing quotation marks, however many there are', () => {
    expect(sentencesOf(`"Stop.""${'"'.repeat(6000)} he said. "Why?" I asked.`, 10)).toEqual([
      `"Stop.""${'"'.repeat(6000)}`,
      'he said.',
      '"Why?"',
      'I asked.',
    ]);
  });
});
