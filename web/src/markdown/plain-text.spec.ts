import { plainTextOf } from './plain-text.js';

it.each([
  ['The numbers look **good** *this* time.', 'The numbers look good this time.'],
  ['# Title\n\nand `code`\nnext', '# Title and code next'],
  ['- one\n- [two](https://example.com)', 'one two'],
  ['```js\nlet a;\n```', 'let a;'],
  ['> quoted\n\nanswer', 'quoted answer'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', 'a b 1 2'],
  ['<b>HTML</b>', '<b>HTML</b>'],
])('%j as one line of plain text is %j', (text, line) => {
  expect(plainTextOf(text)).toBe(line);
});
