import { INSTRUCTION } from './instruction.js';
import { lacksSubstance } from './substance.js';

describe('the substance of a summary', () => {
  it.each([
    '',
    '…',
    '. . .',
    'N/A',
    'A short conversation summary.',
    'Summary',
    'summary summary summary',
    '"string"',
    'The summary goes here.',
    'Summary of the conversation.',
    'Here is the summary',
    'Lorem ipsum dolor sit amet.',
    'No messages to summarize.',
    'There is no conversation provided.',
    "I'm sorry, but I can't help with that.",
    'I cannot assist with this request.',
    'As an AI, I have no opinion.',
    'Lo siento, no puedo ayudar con eso.',
    INSTRUCTION.slice(20, 60),
    'neutral, concise prose in the language of the conversation',
  ])('is missing in %j', (summary) => {
    expect(lacksSubstance(summary)).toBe(true);
  });

  it.each([
    'Ana and Ben meet at noon.',
    'No decision was made about the boat, since Ben has no time.',
    'Ana is sorry that she cannot come.',
    'Ana no puede venir.',
    '二人は正午に会う。',
    'Ana sends the summary of the minutes to Ben.',
    'نلتقي ظهرا في المكتب.',
  ])('is present in %j', (summary) => {
    expect(lacksSubstance(summary)).toBe(false);
  });
});
