import { renderToStaticMarkup } from 'react-dom/server';
import { Markdown } from './Markdown.js';

// What a browser would be given, were it not React that makes the elements.
const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />).replace(/^<div[^>]*>|<\/div>$/g, '');

describe('what people write', () => {
  it('is formatted', () => {
    expect(html('**bold** *slanted* ~~gone~~ `code`')).toBe(
      '<p><strong>bold</strong> <em>slanted</em> <s>gone</s> <code>code</code></p>',
    );
    expect(html('- one\n- two')).toBe('<ul><li>one</li><li>two</li></ul>');
    expect(html('3. three')).toBe('<ol start="3"><li>three</li></ol>');
    expect(html('first\nsecond')).toBe('<p>first<br/>second</p>');
    expect(html('# Not a heading of the page')).toBe('<p>Not a heading of the page</p>');
    expect(html('```js\nif (a < b) {}\n```')).toContain('<code>if (a &lt; b) {}</code>');
  });

  it('shows HTML as it was written', () => {
    for (const text of [
      '<img src=x onerror=alert(1)>',
      'a <script>alert(1)</script> b',
      '<div>\n\n**x**\n\n</div>',
      '<!-- x -->',
      '<svg/onload=alert(1)>',
    ]) {
      expect(html(text)).not.toMatch(/<(?:img|script|div|svg|!)/);
      expect(html(text)).toContain('&lt;');
    }
  });

  it('leads to the web and to mail, without a trace of where from', () => {
    expect(html('[here](https://example.com/?a=1&b=2)')).toBe(
      '<p><a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">here</a></p>',
    );
    expect(html('me@example.com')).toContain('href="mailto:me@example.com"');
    for (const target of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '/api/docs'])
      expect(html(`[x](${target})`)).not.toContain('href');
  });

  it('makes a link of an image, which would tell its server who reads', () => {
    expect(html('![a cat](https://example.com/cat.png)')).toMatch(
      /^<p><a href="https:\/\/example.com\/cat.png".*>a cat<\/a><\/p>$/,
    );
    expect(html('![x](javascript:alert(1))')).toBe('<p>x</p>');
  });

  it('is shown however it is nested, and before the patience of a test ends', () => {
    for (const piece of ['>', '> ', '- ', '1. ', '[', '![', '(', '*', '**a ', '_', '~~', '`', '<', '|a|\n']) {
      const text = piece.repeat(Math.floor(8000 / piece.length));
      expect(html(text)).not.toBe('');
    }
  });
});
