import { anchorOf } from '@smart-hub/contract/markdown';
import { Marked } from 'marked';

const marked = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
  },
});

/** Lets the keyboard scroll wide examples and tables. */
function makeScrollersFocusable(html: string): string {
  return html
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll('<table>', '<div class="table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}

/**
 * Renders a generated reference as an HTML page.
 *
 * @param markdown trusted: it comes from the contract, and its HTML is not escaped
 */
export function referencePage(title: string, markdown: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}: Smart Communication Hub</title>
    <style>
      :root { color-scheme: light dark; --line: #8884; --code: #8882; }
      body { margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 64rem; font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
      nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding-block: 0.5rem; border-bottom: 1px solid var(--line); }
      h3 { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
      code { font: 0.875em ui-monospace, monospace; background: var(--code); border-radius: 0.25rem; padding: 0.1em 0.3em; }
      pre { overflow-x: auto; background: var(--code); border-radius: 0.5rem; padding: 0.75rem 1rem; }
      pre code { background: none; padding: 0; }
      .table { overflow-x: auto; }
      table { border-collapse: collapse; }
      th, td { border: 1px solid var(--line); padding: 0.35rem 0.6rem; text-align: start; vertical-align: top; }
    </style>
  </head>
  <body>
    <nav aria-label="API documents">
      <a href="../docs">REST routes</a>
      <a href="socket-events">Socket.IO events</a>
      <a href="problems">Problem codes</a>
    </nav>
    <main>
${makeScrollersFocusable(marked.parse(markdown, { async: false }))}
    </main>
  </body>
</html>
`;
}
