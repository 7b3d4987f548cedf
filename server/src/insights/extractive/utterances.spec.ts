import { utterancesOf } from './utterances.js';
import { sentencesOf } from './words.js';

const line = (text: string) => ({ id: 'm', name: 'Ana', text });
const read = (...texts: string[]) => utterancesOf(texts.map(line), 'en');

describe('what is read of a conversation', () => {
  it('is all of an ordinary message', () => {
    const text = 'We met at noon. The boat is sold, for 900 euros.\nWho tells Ben?';
    expect(read(text).map((utterance) => utterance.text)).toEqual([
      'We met at noon.',
      'The boat is sold, for 900 euros.',
      'Who tells Ben?',
    ]);
  });

  it.each(['x\n', 'Hi. ', '字。', '😀\n'])('is a hundred sentences of a message made of %j', (piece) => {
    expect(read(piece.repeat(8000 / piece.length))).toHaveLength(100);
  });

  it('is the beginning of a sentence that does not end', () => {
    const [first, ...others] = read('a'.repeat(8000));
    expect(first!.text).toBe(`${'a'.repeat(1000)}…`);
    expect(others).toEqual([]);
    // No half of a pair is left at the end.
    expect(read(`a${'😀'.repeat(2000)}`)[0]!.text).toBe(`a${'😀'.repeat(499)}…`);
  });

  it('is an even share of each message when all of it would be too much', () => {
    const long = read(...Array.from({ length: 20_000 }, () => 'Yes. '.repeat(8)));
    expect(long).toHaveLength(100_000);
    expect(long.at(-1)!.line).toBe(19_999);
    expect(read(...Array.from({ length: 10_000 }, () => 'Yes. '.repeat(8)))).toHaveLength(80_000);
  });

  it('is divided behind quotation marks, however many there are', () => {
    expect(sentencesOf(`"Stop.""${'"'.repeat(6000)} he said. "Why?" I asked.`, 10)).toEqual([
      `"Stop.""${'"'.repeat(6000)}`,
      'he said.',
      '"Why?"',
      'I asked.',
    ]);
  });
});
