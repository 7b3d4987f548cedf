import { Content } from './messages.js';
import { trimContent } from './text-rules.js';

const faultOf = (content: string) => Content.safeParse(content).error?.issues.map(({ message }) => message);

describe('the content of a message', () => {
  it.each([
    ['Hello', 'Hello'],
    ['Hello \t\n\n', 'Hello'],
    ['\n\n    code\n', '    code'],
    ['\n \t \r\n\u2028\u2029\u0085 \u3000\n\tcode()\r\n', '\tcode()'],
    ['  one\n\n  two  \n', '  one\n\n  two'],
    ['\r    code\u0085\u00a0', '    code'],
    ['    code', '    code'],
  ])('%j is stored as %j', (typed, stored) => {
    expect(Content.parse(typed)).toBe(stored);
    expect(trimContent(typed)).toBe(stored);
    expect(trimContent(stored)).toBe(stored);
  });

  it.each([
    '👩‍👩‍👧',
    '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
    '.',
    '\u0600',
    '⠁',
    'á',
    '\u{1FAFF}',
    'می\u200cخواهم',
  ])('%j is visible, and stored unchanged', (content) => {
    expect(Content.parse(content)).toBe(content);
    expect(Content.parse(`\u200b${content}`)).toBe(`\u200b${content}`);
  });

  it.each([
    '\u200b',
    '\u3164',
    '\u2800',
    '\u00ad',
    '\u{E0041}\u{E007F}',
    '\u200d\u200c',
    '\ufe0f',
    '\u{E0100}',
    '\u0301',
    '\u202e\u202c',
    '\u0001',
    '\u061c',
    '\u115f\u1160\uffa0',
    '\ufffc',
    '\ue000',
    '\uffff',
    '\u{1D159}',
    '\u200b \n\u2060',
    '\ufe0f'.repeat(8000),
  ])('%j is rejected as invisible', (content) => {
    expect(faultOf(content)).toEqual(['must contain something visible']);
  });

  it('is counted in its stored form', () => {
    expect(faultOf(`\n\n${'x'.repeat(8000)}\n\n`)).toBeUndefined();
    expect(faultOf(`  ${'x'.repeat(7999)}`)).toEqual(['must be 1 to 8000 characters long']);
    expect(faultOf(' \n\u0085\u3000')).toEqual(['must be 1 to 8000 characters long']);
  });
});
