import { renderToStaticMarkup } from 'react-dom/server';
import { Markdown } from './Markdown.js';

/** Returns the rendered HTML of a message without the attributes that contain the markup. */
const html = (text: string) =>
  renderToStaticMarkup(<Markdown text={text} />)
    .replaceAll(/ data-(?:open|close|depth|task)="[^"]*"| role="list"/g, '')
    .replace(/^<div[^>]*>|<\/div>$/g, '');

describe('the markup of a message', () => {
  it('is rendered as HTML elements', () => {
    expect(html('**bold** *italic* _italic_ ~~struck~~ `code`')).toBe(
      '<p><strong>bold</strong> <em>italic</em> <em>italic</em> <s>struck</s> <code>code</code></p>',
    );
    expect(html('- one\n  - two')).toBe('<ul><li>one</li><li>two</li></ul>');
    expect(html('3. three\n4. four')).toBe('<ol><li>3. three</li><li>4. four</li></ol>');
    expect(html('first\nsecond')).toBe('<p>first\nsecond</p>');
    expect(html('> quoted\nanswer')).toBe('<blockquote><p>quoted</p></blockquote><p>answer</p>');
    expect(html('```js\nif (a < b) {\n\n  c();\n}\n```')).toContain('<code>if (a &lt; b) {\n\n  c();\n}</code>');
  });

  it('shows one checkbox per task', () => {
    expect(html('- [ ] to do\n- [x] done')).toBe(
      '<ul><li><input type="checkbox" readOnly="" disabled="" aria-label="To do"/>to do</li>' +
        '<li><input type="checkbox" readOnly="" disabled="" aria-label="Done" checked=""/>done</li></ul>',
    );
  });

  it('aligns the columns of a table, and shows cells beyond the last column', () => {
    expect(html('| a | b |\n|:-:|--:|\n| 1 | 2 | 3 |')).toContain(
      '<thead><tr><th data-align="center">a</th><th data-align="right">b</th></tr></thead>' +
        '<tbody><tr><td data-align="center">1</td><td data-align="right">2</td><td>3</td></tr></tbody>',
    );
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

  it('links to the web and to mail only, without a referrer', () => {
    expect(html('[here](https://example.com/?a=1&b=2)')).toBe(
      '<p><a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">here</a></p>',
    );
    expect(html('me@example.com')).toContain('href="mailto:me@example.com"');
    for (const target of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '/api/docs'])
      expect(html(`[x](${target})`)).not.toContain('href');
  });

  it('loads no images, which would reveal the reader to another server', () => {
    expect(html('![a cat](https://example.com/cat.png)')).toMatch(
      /^<p>!<a href="https:\/\/example.com\/cat.png"[^>]*>a cat<\/a><\/p>$/,
    );
  });

  it('shows the target of a link whose text names another host', () => {
    expect(html('[https://bank.example](https://evil.example/x)')).toMatch(
      /^<p><a href="https:\/\/evil.example\/x"[^>]*>https:\/\/bank.example<\/a><a href="https:\/\/evil.example\/x"[^>]*>https:\/\/evil.example\/x<\/a><\/p>$/,
    );
  });
});
