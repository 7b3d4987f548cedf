import { growingSummary, readAnswer } from './answer.js';
import { INSTRUCTION, reproducesInstruction } from './instruction.js';

describe('what a model answers', () => {
  it('is taken for the summary, where it is not JSON', () => {
    expect(readAnswer('They met. {"broken": ')).toMatchObject({ summary: 'They met. {"broken": ', decisions: [] });
  });

  it('keeps what has the right shape', () => {
    const answer = readAnswer(
      '{"summary":"S","decisions":[{"text":"D","messages":["2",3.5]},{"text":1}],"keyPoints":{}}',
    );
    expect(answer).toMatchObject({ summary: 'S', decisions: [{ text: 'D', messages: [2, -1] }], keyPoints: [] });
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
    expect(reproducesInstruction('Ana and Ben talk about minutes of a conversation.')).toBe(false);
  });
});
