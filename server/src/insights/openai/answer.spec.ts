import { growingSummary, readAnswer } from './answer.js';
import { INSTRUCTION, reproducesInstruction } from './instruction.js';

const SUMMARY = 'Ana and Ben meet at noon.';
const ANSWER = JSON.stringify({ summary: SUMMARY, keyPoints: [{ text: 'Noon', messages: [1] }] });
const READ = { summary: SUMMARY, keyPoints: [{ text: 'Noon', messages: [1] }] };

describe('what a model answers', () => {
  it.each([
    ['in a fence', `\`\`\`json\n${ANSWER}\n\`\`\``],
    ['in a fence that is not closed', `\`\`\`\n${ANSWER}`],
    ['after a byte order mark', `\uFEFF${ANSWER}`],
    ['in prose with braces', `Here is {the} summary of {"it": "}"}:\n${ANSWER}\nLet me know if {"you"} need more.`],
    ['in a list', `[${ANSWER}]`],
    ['in other objects', `{"result": {"minutes": ${ANSWER}, "n": 1}}`],
    ['as a string', JSON.stringify(ANSWER)],
    ['as the summary', JSON.stringify({ summary: ANSWER })],
    ['after its schema', `{"type": "object", "properties": {"summary": {"type": "string"}}}\n${ANSWER}`],
    ['before a template', `${ANSWER}\n{"summary": "string", "keyPoints": []}`],
    ['after a draft', `{"summary": "Ana and Ben do not meet."}\n${ANSWER}`],
    ['after a thought', `They met? {"summary": "A first draft of it."}\n</think>\n${ANSWER}`],
    ['in tags', `<answer>${ANSWER}</answer>`],
  ])('is found %s', (_, text) => {
    expect(readAnswer(text)).toMatchObject(READ);
  });

  it.each([
    ['Ana and Ben meet at noon.', SUMMARY],
    ['<think>Hm.</think>\n\nAna and Ben meet at noon.', SUMMARY],
    ['Here is the summary:\n\nAna and Ben meet at noon.\n\nLet me know if you need more!', SUMMARY],
    ['```\nAna and Ben meet at noon.\n```', SUMMARY],
    ['They met. {"broken": ', ''],
    ['=== x ===\n{"n": 1, "from": "Ana", "text": "It rains."}', ''],
    ['<think>Ana and Ben meet', ''],
  ])('may be plain text, but never what is left of JSON: %j', (text, summary) => {
    expect(readAnswer(text).summary).toBe(summary);
  });

  it('keeps what has the right shape', () => {
    const answer = readAnswer(
      '{"summary":"S","decisions":[{"text":"D","messages":["2","#12",3.5,null,true]},{"text":1}],"keyPoints":{}}',
    );
    expect(answer).toMatchObject({ summary: 'S', decisions: [{ text: 'D', messages: [2, 12] }], keyPoints: [] });
  });

  it('is what was complete when it broke off', () => {
    const [first, last] = ['{"text": "A", "messages": [1]}', '{"text": "B", "messages": [1, 2'];
    expect(readAnswer(`{"summary": "They met.", "keyPoints": [${first}, ${last}`)).toMatchObject({
      summary: 'They met.',
      keyPoints: [{ text: 'A', messages: [1] }],
    });
    expect(readAnswer('Here:\n```json\n{"summary": "They met. They do no')).toMatchObject({ summary: 'They met.' });
    expect(readAnswer('{"summary": "They do no')).toMatchObject({ summary: '' });
    expect(readAnswer('{"keyPoints": [')).toMatchObject({ summary: '' });
  });

  it('is read while it grows', () => {
    expect(growingSummary('{"summ')).toBe('');
    expect(growingSummary('{"summary": "She said \\"no\\" an')).toBe('She said "no" an');
    expect(growingSummary('{"summary": "caf\\u00')).toBe('caf');
    expect(growingSummary('```json\n{"keyPoints": [{"text": "\\"summary\\": \\"x"}], "summary": "They m')).toBe(
      'They m',
    );
    expect(growingSummary('<think>Hm.</think>{"summary": "They m')).toBe('They m');
  });

  it.each([
    'Plain wor',
    'Here is the summary:\n{"summary": "They m',
    'They want {"summary": "A draft',
    '<think>They want {"summary": "A draft',
    '{"notes": {"summary": "They m',
    '{"summary": "<think>They m',
    '{"summary": "{\\"summary\\": \\"They m',
  ])('is not shown while it grows as long as it may be something else: %j', (text) => {
    expect(growingSummary(text)).toBe('');
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
