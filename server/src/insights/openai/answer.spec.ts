import { growingSummary, readAnswer } from './answer.js';
import { INSTRUCTION, reproducesInstruction } from './instruction.js';

describe('what a model answers', () => {
  it('is taken for the summary, where it is not JSON', () => {
    expect(readAnswer('They met. {"broken": ')).toMatchObject({ summary: 'They met. {"broken": ', decisions: [] });
  });

  it('keeps what has the right shape', () => {
    const answer = readAnswer(
      '{"summary":"S","decisions":[{"text":"D","messages":["2","#12",3.5,null,true]},{"text":1}],"keyPoints":{}}',
    );
    expect(answer).toMatchObject({ summary: 'S', decisions: [{ text: 'D', messages: [2, 12] }], keyPoints: [] });
  });

  it('is what it said before it broke off', () => {
    expect(readAnswer('{"summary": "They met.", "keyPoints": [{"te')).toMatchObject({ summary: 'They met.' });
    expect(readAnswer('Here:\n```json\n{"summary": "They m')).toMatchObject({ summary: 'They m' });
    expect(readAnswer('{"keyPoints": [')).toMatchObject({ summary: '' });
  });

  it('is read while it grows', () => {
    expect(growingSummary('{"summ')).toBe('');
    expect(growingSummary('{"summary": "She said \\"no\\" an')).toBe('She said "no" an');
    expect(growingSummary('{"summary": "caf\\u00')).toBe('caf');
    expect(growingSummary('Plain wor')).toBe('Plain wor');
  });

  it('is known for the instruction, whatever its case and spacing', () => {
    expect(reproducesInstruction(`Sure: ${INSTRUCTION.slice(20, 120).toUpperCase().replaceAll(' ', ' \n')}`)).toBe(
      true,
    );
    expect(reproducesInstruction(INSTRUCTION.slice(20, 120).split('').join(' '))).toBe(true);
    const words = INSTRUCTION.split(/\s+/u);
    const pieces = words.map((word, index) => (index % 6 === 5 ? `${word}. But then Ana said` : word)).slice(0, 60);
    expect(reproducesInstruction(pieces.join(' '))).toBe(true);
    expect(reproducesInstruction('Ana and Ben talk about minutes of a conversation.')).toBe(false);
  });
});
