import { toReportedSpeech } from './reported-speech.js';

const roles = { speaker: 'Ana', listener: 'Ben' };

describe('English reported speech', () => {
  it.each([
    ['I baked some cookies.', 'Ana baked some cookies.'],
    ["I'll bring you some tomorrow :)", 'Ana will bring Ben some tomorrow.'],
    ['Oh, I really want to see your garden!', "Ana really wants to see Ben's garden."],
    ["I don't know where my keys are", "Ana doesn't know where their keys are."],
    ['I think I am late', 'Ana thinks they are late.'],
    ['Do you want my old bike?', 'Ana asks whether Ben wants their old bike.'],
    ['Did you call the police?', 'Ana asks whether Ben called the police.'],
    ['Where are you going?', 'Ana asks where Ben is going.'],
    ['What time does it start?', 'Ana asks what time it starts.'],
    ['Can you feed the cat, Ben?', 'Ana asks Ben to feed the cat.'],
    ['Please send me the address', 'Ana asks Ben to send them the address.'],
    ["Let's meet at noon.", 'Ana suggests they meet at noon.'],
    ['How about the blue one?', 'Ana suggests the blue one.'],
    ['Shall I bring anything?', 'Ana asks whether to bring anything.'],
    ['I was ill, and I missed it.', 'Ana was ill, and missed it.'],
    ['Sure, but call me tomorrow', 'Ana asks Ben to call them tomorrow.'],
    ['We can lend you a car until then.', 'Ana says they can lend Ben a car until then.'],
    ['The bus broke down.', 'Ana tells Ben the bus broke down.'],
    ['You should call your boss.', "Ana says Ben should call Ben's boss."],
    ['Please fasten your seat belt.', 'Ana asks Ben to fasten their seat belt.'],
    ['Better, I can walk again.', 'Ana can walk again.'],
    ['Tomorrow, I can walk again.', 'Ana tells Ben tomorrow, they can walk again.'],
    ['Is this your first time here?', "Ana asks whether this is Ben's first time here."],
    ['Are you ready to order, madam?', 'Ana asks whether Ben is ready to order.'],
    ['Has it stopped?', 'Ana asks whether it has stopped.'],
    ['Has Mr. Wilson arrived yet?', 'Ana asks whether Mr. Wilson has arrived yet.'],
    ['How much is the rent?', 'Ana asks how much the rent is.'],
    ['What size do you want, small or large?', 'Ana asks what size Ben wants, small or large.'],
    ['Hey Tom, are you free on Friday?', 'Ana asks whether Ben is free on Friday.'],
  ])('of %j is %j', (sentence, reported) => {
    expect(toReportedSpeech(sentence, roles)).toBe(reported);
  });

  it('is not attempted for fragments, quotations, and sentences whose subject or object is unclear', () => {
    expect(toReportedSpeech('Do you want one?', { speaker: 'Ana', listener: undefined })).toBeUndefined();
    expect(toReportedSpeech('Is the sofa still available?', roles)).toBeUndefined();
    expect(toReportedSpeech('Where is the meeting held?', roles)).toBeUndefined();
    expect(toReportedSpeech('When are your parents coming?', roles)).toBeUndefined();
    expect(toReportedSpeech('Does this bus go to the garden?', roles)).toBeUndefined();
    expect(toReportedSpeech('30 pages, my handwriting is awful', roles)).toBeUndefined();
    expect(toReportedSpeech('row G', roles)).toBeUndefined();
    expect(toReportedSpeech('I did, and it worked', roles)).toBeUndefined();
    expect(toReportedSpeech('I am so happy for you two', roles)).toBeUndefined();
    expect(toReportedSpeech('He said "never" to me', roles)).toBeUndefined();
  });
});
