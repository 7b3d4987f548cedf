import { partialSummary, parseAnswer } from './answer.js';
import { INSTRUCTION, reproducesInstruction } from './instruction.js';

const SUMMARY = 'Ana and Ben meet at noon.';
const ANSWER = JSON.stringify({ summary: SUMMARY, keyPoints: [{ text: 'Noon', messages: [1] }] });
const PARSED_ANSWER = { summary: SUMMARY, keyPoints: [{ text: 'Noon', messages: [1] }] };

describe('the answer in a response of a model', () => {
  it.each([
    ['in a code fence', `\`\`\`json\n${ANSWER}\n\`\`\``],
    ['in a code fence that is not closed', `\`\`\`\n${ANSWER}`],
    ['after a byte order mark', `\uFEFF${ANSWER}`],
    ['in prose with braces', `Here is {the} summary of {"it": "}"}:\n${ANSWER}\nLet me know if {"you"} need more.`],
    ['in a list', `[${ANSWER}]`],
    ['in other objects', `{"result": {"minutes": ${ANSWER}, "n": 1}}`],
    ['as a string', JSON.stringify(ANSWER)],
    ['as the summary of another answer', JSON.stringify({ summary: ANSWER })],
    ['after its schema', `{"type": "object", "properties": {"summary": {"type": "string"}}}\n${ANSWER}`],
    ['before a template', `${ANSWER}\n{"summary": "string", "keyPoints": []}`],
    ['after a draft', `{"summary": "Ana and Ben do not meet."}\n${ANSWER}`],
    ['after reasoning', `They met? {"summary": "A first draft of it."}\n</think>\n${ANSWER}`],
    ['in tags', `<answer>${ANSWER}</answer>`],
  ])('is found %s', (_, text) => {
    expect(parseAnswer(text)).toMatchObject(PARSED_ANSWER);
  });

  it.each([
    ['Ana and Ben meet at noon.', SUMMARY],
    ['<think>Hm.</think>\n\nAna and Ben meet at noon.', SUMMARY],
    ['Here is the summary:\n\nAna and Ben meet at noon.\n\nLet me know if you need more!', SUMMARY],
    ['```\nAna and Ben meet at noon.\n```', SUMMARY],
    ['They met. {"broken": ', ''],
    ['=== x ===\n{"n": 1, "from": "Ana", "text": "It rains."}', ''],
    ['<think>Ana and Ben meet', ''],
  ])(
    'takes its summary from plain text, but not from reasoning or from JSON that is no answer: %j',
    (text, summary) => {
      expect(parseAnswer(text).summary).toBe(summary);
    },
  );

  it('has only values of the expected types', () => {
    const answer = parseAnswer(
      '{"summary":"S","decisions":[{"text":"D","messages":["2","#12",3.5,null,true]},{"text":1}],"keyPoints":{}}',
    );
    expect(answer).toMatchObject({ summary: 'S', decisions: [{ text: 'D', messages: [2, 12] }], keyPoints: [] });
  });

  it('consists of the complete parts of a truncated response', () => {
    const [first, last] = ['{"text": "A", "messages": [1]}', '{"text": "B", "messages": [1, 2'];
    expect(parseAnswer(`{"summary": "They met.", "keyPoints": [${first}, ${last}`)).toMatchObject({
      summary: 'They met.',
      keyPoints: [{ text: 'A', messages: [1] }],
    });
    expect(parseAnswer('Here:\n```json\n{"summary": "They met. They do no')).toMatchObject({ summary: 'They met.' });
    expect(parseAnswer('{"summary": "They do no')).toMatchObject({ summary: '' });
    expect(parseAnswer('{"keyPoints": [')).toMatchObject({ summary: '' });
  });

  it('has a partial summary while the response is incomplete', () => {
    expect(partialSummary('{"summ')).toBe('');
    expect(partialSummary('{"summary": "She said \\"no\\" an')).toBe('She said "no" an');
    expect(partialSummary('{"summary": "caf\\u00')).toBe('caf');
    expect(partialSummary('```json\n{"keyPoints": [{"text": "\\"summary\\": \\"x"}], "summary": "They m')).toBe(
      'They m',
    );
    expect(partialSummary('<think>Hm.</think>{"summary": "They m')).toBe('They m');
  });

  it.each([
    'Plain wor',
    'Here is the summary:\n{"summary": "They m',
    'They want {"summary": "A draft',
    '<think>They want {"summary": "A draft',
    '{"notes": {"summary": "They m',
    '{"summary": "<think>They m',
    '{"summary": "{\\"summary\\": \\"They m',
  ])('has no partial summary while the response may still turn out not to be an answer: %j', (text) => {
    expect(partialSummary(text)).toBe('');
  });

  it('is recognised if it repeats the instruction, even in pieces, regardless of case and spacing', () => {
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
