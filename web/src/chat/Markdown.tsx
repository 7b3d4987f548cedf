import type { MarkedToken, Token, Tokens } from 'marked';
import { createElement, Fragment, memo, type ReactNode } from 'react';
import { CodeBlock } from './CodeBlock.js';
import styles from './Markdown.module.css';
import { parse } from './parse.js';

/**
 * What people write, as Markdown of the safe kind: the lexer says what is meant, and React makes the elements, so that
 * nothing can become HTML. HTML is shown as it was written; images are links, because loading one would tell its server
 * who reads; links lead to the web and to mail only.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return <div className={styles.text}>{blocks(parse(text))}</div>;
});

const SAFE_LINK = /^(https?:|mailto:)/i;

function blocks(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={index}>{one(token as MarkedToken)}</Fragment>);
}

function one(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return <p>{blocks(token.tokens)}</p>;
    case 'heading':
      // A message has no place in the outline of the page.
      return <p className={styles.heading}>{blocks(token.tokens)}</p>;
    case 'code':
      return <CodeBlock text={token.text} language={token.lang} />;
    case 'blockquote':
      return <blockquote>{blocks(token.tokens)}</blockquote>;
    case 'list':
      return list(token);
    case 'table':
      return table(token);
    case 'hr':
      return <hr />;
    case 'strong':
      return <strong>{blocks(token.tokens)}</strong>;
    case 'em':
      return <em>{blocks(token.tokens)}</em>;
    case 'del':
      return <s>{blocks(token.tokens)}</s>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return link(token.href, blocks(token.tokens));
    case 'image':
      return link(token.href, token.text || token.href);
    case 'text':
      return token.tokens ? blocks(token.tokens) : token.text;
    case 'escape':
      return token.text;
    default:
      return token.raw;
  }
}

function link(href: string, children: ReactNode): ReactNode {
  if (!SAFE_LINK.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">
      {children}
    </a>
  );
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  return createElement(
    ordered ? 'ol' : 'ul',
    ordered && typeof start === 'number' ? { start } : null,
    items.map((item, index) => (
      <li key={index}>
        {item.task ? <input type="checkbox" checked={item.checked === true} readOnly disabled aria-label="" /> : null}
        {blocks(item.tokens)}
      </li>
    )),
  );
}

function table({ header, rows }: Tokens.Table): ReactNode {
  return (
    <div className={styles.table} tabIndex={0} role="group">
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index}>{blocks(cell.tokens)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place}>{blocks(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
