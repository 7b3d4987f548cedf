import { createElement, Fragment, memo, useMemo, type ReactNode } from 'react';
import { parse } from './blocks.js';
import { CodeBlock } from './CodeBlock.js';
import { t } from '../texts/en.js';
import styles from './Markdown.module.css';
import type { Block, Inline, Line, Link, ListItem, TableRow } from './syntax.js';

/**
 * Renders a message by the rules of docs/formatting.md. React creates the elements from a tree of plain data, so no
 * text can become HTML. Each element keeps its markup in `data-open` and `data-close`, for {@link selectedSource}.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parse(text), [text]);
  return (
    <div className={styles.text} data-source>
      {blocks.map((block, index) => (
        <Fragment key={index}>{blockOf(block)}</Fragment>
      ))}
    </div>
  );
});

function blockOf(block: Block): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return <p {...markupOf(block)}>{lineOf(block)}</p>;
    case 'heading':
      // A heading is rendered as a paragraph, because messages must not add headings to the outline of the page.
      return (
        <p className={styles.heading} {...markupOf(block)}>
          {lineOf(block)}
        </p>
      );
    case 'fence':
      return <CodeBlock {...block} />;
    case 'quote':
      return <blockquote>{block.lines.map(quotedLine)}</blockquote>;
    case 'list':
      return createElement(block.isOrdered ? 'ol' : 'ul', { role: 'list' }, block.items.map(listItem));
    case 'table':
      return tableOf(block);
  }
}

/** Renders a line of a block. An empty line needs a `<br>` to be visible at the end of the block. */
function lineOf({ children }: Line): ReactNode {
  const last = children.at(-1);
  const isEmpty = last === undefined || (typeof last === 'string' && /[\r\n]$/.test(last));
  return (
    <>
      {inline(children)}
      {isEmpty ? <br /> : null}
    </>
  );
}

function quotedLine(line: Line, index: number): ReactNode {
  return (
    <p key={index} {...markupOf(line)}>
      {lineOf(line)}
    </p>
  );
}

function listItem(item: ListItem, index: number): ReactNode {
  return (
    <li key={index} data-depth={item.depth} data-task={item.isDone === undefined ? undefined : ''} {...markupOf(item)}>
      {item.isDone === undefined ? null : (
        <input type="checkbox" checked={item.isDone} readOnly disabled aria-label={t.chat.task(item.isDone)} />
      )}
      {inline(item.children)}
    </li>
  );
}

function tableOf({ alignments, rows: [header, ...rows] }: Extract<Block, { type: 'table' }>): ReactNode {
  const cells = (tag: 'th' | 'td', row: TableRow) =>
    row.cells.map((cell, index) =>
      createElement(tag, { key: index, 'data-align': alignments[index], ...markupOf(cell) }, inline(cell.children)),
    );
  return (
    <div className={styles.table} tabIndex={0} role="group">
      <table>
        <thead>
          <tr data-close={header!.close}>{cells('th', header!)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} data-close={row.close}>
              {cells('td', row)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(nodes: readonly Inline[]): ReactNode {
  return nodes.map((node, index) => {
    if (typeof node === 'string') return node;
    if (node.type === 'code')
      return (
        <code key={index} {...markupOf(node)}>
          {node.text}
        </code>
      );
    if (node.type === 'link') return <Fragment key={index}>{linkOf(node)}</Fragment>;
    return createElement(node.type, { key: index, ...markupOf(node) }, inline(node.children));
  });
}

function linkOf({ href, children, target, ...markup }: Link): ReactNode {
  const link = { href, target: '_blank', rel: 'noopener noreferrer nofollow', referrerPolicy: 'no-referrer' } as const;
  return (
    <>
      <a {...link} {...markupOf(markup)}>
        {inline(children)}
      </a>
      {target ? (
        <a {...link} className={styles.target} {...markupOf(target)}>
          {target.text}
        </a>
      ) : null}
    </>
  );
}

function markupOf({ open, close }: { readonly open: string; readonly close: string }) {
  return { 'data-open': open || undefined, 'data-close': close || undefined };
}
