import { plainOf } from './plain.js';

it.each([
  ['The numbers look **good** *this* time.', 'The numbers look good this time.'],
  ['# Title\n\nand `code`\nnext', '# Title and code next'],
  ['- one\n- [two](https://example.com)', 'one two'],
  ['```js\nlet a;\n```', 'let a;'],
  ['> quoted\n\nanswer', 'quoted answer'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', 'a b 1 2'],
  ['<b>as it is</b>', '<b>as it is</b>'],
])('the line about %j', (text, line) => {
  expect(plainOf(text)).toBe(line);
});
