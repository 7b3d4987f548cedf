import { parse } from './blocks.js';
import { visibleText, type Block, type Link } from './syntax.js';

type Tree = string | readonly Tree[] | { readonly [part: string]: Tree };

/** Returns the source of a syntax tree: all its text and markup, in order. */
function sourceOf(tree: Tree | undefined): string {
  if (tree === undefined || typeof tree === 'string') return tree ?? '';
  if (Array.isArray(tree)) return tree.map(sourceOf).join('');
  const { open, close, target, children, lines, items, rows, cells, text } = tree as Record<string, Tree>;
  return [open, children ?? lines ?? items ?? rows ?? cells ?? text, target, close].map(sourceOf).join('');
}

/** Returns the visible text of a message, without the line break after its last line. */
const visibleOf = (text: string) => visibleText(parse(text)).replace(/\n$/, '');

/** Returns the pieces of a message that are markup, and so are not shown. */
function markupOf(text: string): string[] {
  const pieces: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if ((key === 'open' || key === 'close') && value !== '') pieces.push(value as string);
      else walk(value);
    }
  };
  walk(parse(text));
  return pieces;
}

describe('text without markup', () => {
  it.each([
    '[note]: https://example.com',
    '[10:42]: done',
    '[TODO]: x',
    '#',
    '#1',
    '# 1 fan',
    '>',
    '>_<',
    '> \n>',
    '- ',
    '---',
    '***',
    '* * *',
    '- - -',
    '```',
    '```\n\n```',
    '```js\nno end',
    '[](https://example.com)',
    '[ ](https://example.com)',
    '[x](javascript:alert(1))',
    '[x](https://)',
    String.raw`\\server\share\_docs`,
    String.raw`C:\Users\me\.config\*.json`,
    String.raw`^\d+\.\d+$`,
    String.raw`^.*foo.*$`,
    String.raw`¯\_(ツ)_/¯`,
    '*_* hi *_*',
    '-_- ok -_-',
    '5*4*3',
    '2 * 3 * 4',
    'x**2 + y**2',
    '**kwargs and *args',
    'int *a, *b;',
    'src/**/*.ts and **/*.js',
    '*.ts, foo*.js',
    '__init__.py',
    '__init__',
    'snake_case_name',
    '~5 ~6~',
    '** spaced **',
    '*\u200b*',
    '*"*',
    '` `',
    '2024. That was a good year',
    '100) yes',
    '+ 1',
    'a | b',
    '| a | b |\n|---|',
    '&amp; &lt;',
    '<b>bold</b>',
    'a\n\n\n\nb',
    '    indented\n\ttoo',
    'two  spaces  \nat the end\\\n',
    'a\r\nb\rc',
  ])('%j is shown unchanged', (text) => {
    expect(visibleText(parse(text)).slice(0, text.length)).toBe(text);
    expect(sourceOf(parse(text) as unknown as Tree)).toBe(text);
  });
});

describe('markup', () => {
  it.each([
    ['**bold** *italic* _italic_ ~~struck~~ `code`', 'bold italic italic struck code'],
    ['***both***, **_both_**', 'both, both'],
    ['(**a**) “*b*” note:**c**!', '(a) “b” note:c!'],
    ['这是**重点**内容，*好*。', '这是重点内容，好。'],
    ['`a*b*c` and ``a`b`` and `` `x` ``', 'a*b*c and a`b and `x`'],
    ['[here](https://example.com/a_(b)), [**b** `c`](https://example.com)', 'here, b c'],
    ['> quoted\n>\n> more\nanswer', 'quoted\n\nmore\nanswer'],
    ['- one\n* two\n  - three\n- [ ] to do\n- [x] done', 'one\ntwo\nthree\nto do\ndone'],
    ['1. one\n2) two', '1. one\n2) two'],
    ['```js\n*a*\n\n  b\n```\nafter', '*a*\n\n  b\nafter'],
    ['````\n```\n````', '```'],
    ['| a | *b* |\n|:--|--:|\n| 1 | 2 | 3', 'a b\n1 2 3'],
  ])('in %j is hidden in the visible text, but kept in the syntax tree', (text, visible) => {
    expect(visibleOf(text)).toBe(visible);
    expect(sourceOf(parse(text) as unknown as Tree)).toBe(text);
  });

  it('is text if its closing markup is in a later line', () => {
    expect(visibleOf('**a\nb**')).toBe('**a\nb**');
    expect(visibleOf('`a\nb`')).toBe('`a\nb`');
  });
});

describe('addresses', () => {
  const linksIn = (text: string) => {
    const [paragraph] = parse(text) as Extract<Block, { type: 'paragraph' }>[];
    return paragraph!.children.filter((node): node is Link => typeof node === 'object' && node.type === 'link');
  };

  it.each([
    ['see https://example.com.', ['https://example.com']],
    ['(https://example.com/a_(b))', ['https://example.com/a_(b)']],
    ['看https://example.com，好。', ['https://example.com']],
    ['https://example.com。', ['https://example.com']],
    ['https://example.com（好）', ['https://example.com']],
    ['https://de.wikipedia.org/wiki/Bär#Ü', ['https://de.wikipedia.org/wiki/Bär#Ü']],
    ['**https://example.com** _https://example.com_', []],
    ['www.example.com, HTTPS://EXAMPLE.COM', ['https://www.example.com', 'HTTPS://EXAMPLE.COM']],
    ['me@example.com and xhttps://example.com', ['mailto:me@example.com']],
    ['a@b, @ana, 1@2.3', []],
    ['https:// http://', []],
  ])('in %j become links without the punctuation after them', (text, hrefs) => {
    expect(linksIn(text).map(({ href }) => href)).toEqual(hrefs);
  });

  it.each([
    ['[https://bank.example](https://evil.example/x)', true],
    ['[bank.example](https://bank.example.evil.example)', true],
    ['[me@bank.example](mailto:me@evil.example)', true],
    ['[bank。example](https://evil.example)', true],
    ['[bank.еxample](https://bank.example)', true],
    ['[bank.example](https://www.bank.example/login)', false],
    ['[www.bank.example](https://bank.example)', false],
    ['[version 1.5, as of today](https://bank.example)', false],
  ])('in the text of the link %j make the target visible: %p', (text, isShown) => {
    expect(linksIn(text).map(({ target }) => target !== undefined)).toEqual([isShown]);
  });
});

describe('any text', () => {
  const PIECES = (
    '*|**|***|_|__|~~|`|``|```|\n|\n\n|> |>|- |* |- [ ] |- [x] |1. |# |[|]|(|)|](http://a.b)|https://a.b|www.a.b|a@b.co|' +
    'a|b c| |文|，|é|😀|\\|!|.|:|\r\n|\t|<b>|&amp;|\u200b|\u202e'
  )
    .split('|')
    .concat('|', '|-|', '| a | b |\n|---|---|\n');

  /** Yields pseudo-random numbers that are the same for the same seed, so that a failure is reproducible. */
  function* random(seed: number): Generator<number> {
    for (let state = seed; ;) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      yield state / 2 ** 32;
    }
  }

  it('consists of visible text and known markup, and is visible if it has a visible character', () => {
    const numbers = random(20_261_127);
    const hasVisibleCharacter = (visible: string) => /[^\s\u200b\u202e]/.test(visible);
    const wrong: string[] = [];
    const below = (limit: number) => Math.floor(numbers.next().value! * limit);
    for (let round = 0; round < 20_000; round += 1) {
      const text = Array.from({ length: 1 + below(14) }, () => PIECES[below(PIECES.length)]).join('');
      const blocks = parse(text);
      const isWhole =
        sourceOf(blocks as unknown as Tree) === text && markupOf(text).every((markup) => KNOWN_MARKUP.test(markup));
      if (!isWhole || hasVisibleCharacter(visibleText(blocks)) !== hasVisibleCharacter(text)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  /** Matches markup that can be hidden, because it has a visible effect. */
  const KNOWN_MARKUP = new RegExp(
    [
      String.raw`\s*\|?\s*`, // between the cells of a table, and line breaks
      String.raw`\*\*?|_|~~`,
      '`+ ?| ?`+',
      String.raw`\[|\]\([^\s]*\)|\]\(|\)`,
      String.raw`> ?`,
      String.raw`[ \t]*(?:[-*] (?:\[[ xX]\] )?)?`,
      '`{3,}[^`]*|(?:\\r\\n|\\r|\\n)?`{3,}[ \\t]*(?:\\r\\n|\\r|\\n)?',
      String.raw`\s*\|?\s*(?:\r\n|\r|\n)[\s|:-]*`, // the dashes of a table
    ]
      .map((one) => `^(?:${one})$`)
      .join('|'),
  );

  it('is parsed in linear time: 100,000 characters of a repeated piece within the timeout of the test', () => {
    for (const piece of [
      ...PIECES,
      '@__a',
      '*a_*',
      '*a**b',
      '**a ',
      '_a *b ',
      '(* ',
      '[a](http://',
      '>\n> ',
      '| a |\n|-|\n',
    ]) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      expect(sourceOf(parse(text) as unknown as Tree) === text).toBe(true);
    }
  });

  it('with more than 1,000 elements is shown as plain text', () => {
    const text = '*a* '.repeat(2000);
    expect(parse(text)).toEqual([{ type: 'paragraph', open: '', children: [text], close: '' }]);
  });
});
