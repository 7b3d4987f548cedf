import { digestOf } from './digest.js';

const dialogue = (...texts: string[]) =>
  texts.map((text, index) => ({ id: `m${index}`, name: index % 2 ? 'Ben' : 'Ana', text }));

describe('the digest of a dialogue', () => {
  it('is the same for the same lines', () => {
    const lines = dialogue('I lost my wallet on the train.', 'Did you call them?', 'Yes, they found it!', 'Great!');
    expect(digestOf(lines)).toEqual(digestOf(lines));
  });

  it('leaves out greetings and fillers', () => {
    const { summary } = digestOf(dialogue('Hello!', 'Hey, how are you?', 'My sister moved to Oslo.', 'Cool!'));
    expect(summary).toBe('Ana tells Ben their sister moved to Oslo.');
  });

  it('does not quote messages that have only links or punctuation', () => {
    const only = dialogue('https://evil.example/a', '<b></b>', '…');
    expect(digestOf(only)).toMatchObject({ summary: 'Ana and Ben sent nothing but links or signs.', keyPoints: [] });
    const { summary, keyPoints } = digestOf(dialogue('See you at noon', 'https://evil.example/a'));
    expect(summary).toBe('Ana: See you at noon');
    expect(keyPoints).toEqual([]);
    expect(digestOf(dialogue('👍', '…')).summary).toBe('Ana: 👍');
  });

  it.each([
    [
      'Spanish',
      'Los informes no están listos.',
      'Hemos decidido esperar.',
      'Voy a llamar al cliente mañana.',
      '¿Quién escribe a Marta?',
      'mañana',
    ],
    [
      'German',
      'Die Berichte sind noch nicht fertig.',
      'Wir haben beschlossen, zu warten.',
      'Ich werde den Kunden morgen anrufen.',
      'Wer schreibt an Marta?',
      'morgen',
    ],
    [
      'French',
      'Les rapports ne sont pas encore prêts.',
      'Nous avons décidé de les attendre.',
      'Je vais appeler le client demain.',
      'Qui écrit à Marta ?',
      'demain',
    ],
    ['Arabic', 'التقارير ليست جاهزة حتى الآن.', 'قررنا أن ننتظر.', 'سأتصل بالعميل غدا.', 'من يكتب إلى مارتا؟', 'غدا'],
    [
      'English',
      'The reports are not ready yet.',
      'We decided to wait.',
      "I'll call the client by Friday.",
      'Who writes to Marta?',
      'by Friday',
    ],
  ])('finds decisions, tasks and open questions in %s', (_, fact, decision, promise, question, due) => {
    expect(digestOf(dialogue(fact, decision, promise, question))).toMatchObject({
      decisions: [{ text: decision, messageIds: ['m1'] }],
      actionItems: [{ text: promise, owner: 'Ana', due, messageIds: ['m2'] }],
      openQuestions: [{ text: question, messageIds: ['m3'] }],
    });
  });

  it('names the participant who agreed to a proposal, and cites both messages', () => {
    const { summary, keyPoints } = digestOf(dialogue("Let's meet at the fountain at six.", 'Good idea!'));
    expect(summary).toBe('Ana suggests they meet at the fountain at six, and Ben agrees.');
    expect(keyPoints).toEqual([{ text: summary, messageIds: ['m0', 'm1'] }]);
  });

  it('assigns a requested task to the participant who agrees to it, and creates no task without agreement', () => {
    const request = 'Can you print the tickets?';
    expect(digestOf(dialogue(request, 'Sure.')).actionItems).toMatchObject([
      { owner: 'Ben', messageIds: ['m0', 'm1'] },
    ]);
    expect(digestOf(dialogue(request, 'My printer is broken.')).actionItems).toEqual([]);
  });

  it('quotes a message if its language is not supported, or if no message has words', () => {
    expect(digestOf(dialogue('土曜日に映画を見に行きませんか。')).summary).toContain('土曜日に映画');
    expect(digestOf(dialogue('👍', '👍')).summary).toBe('Ben: 👍');
  });

  it('has at most 120 words, however long the conversation is', () => {
    const lines = Array.from({ length: 3000 }, (_, index) => ({
      id: `${index}`,
      name: index % 2 ? 'Ben' : 'Ana',
      text: `I counted ${index} boxes of fruit number ${index * 7919} in the hall of house ${index * 104_729}.`,
    }));
    const { summary } = digestOf(lines);
    expect(summary.match(/[\p{L}\p{N}]+/gu)!.length).toBeLessThanOrEqual(120);
  });
});
