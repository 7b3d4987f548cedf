/**
 * A node of the syntax tree of a message. The tree contains each character of the source exactly once and in order, as
 * text or as markup (`open`, `close`), so that the source can be restored from the tree.
 */
interface Marked {
  /** The markup before the content. Markup is not shown. */
  readonly open: string;
  /** The markup after the content. */
  readonly close: string;
}

export type Inline = string | Styled | Code | Link;

export interface Styled extends Marked {
  readonly type: 'strong' | 'em' | 's';
  readonly children: readonly Inline[];
}

interface Code extends Marked {
  readonly type: 'code';
  readonly text: string;
}

export interface Link extends Marked {
  readonly type: 'link';
  readonly href: string;
  readonly children: readonly Inline[];
  /**
   * The target as it was written, with its own markup. Present if the text of the link names another host: then it is
   * shown.
   */
  readonly target?: Marked & { readonly text: string };
}

/** A line of inline content. Its `close` contains the line break at its end. */
export interface Line extends Marked {
  readonly children: readonly Inline[];
}

export interface ListItem extends Line {
  /** The nesting level, 0 to 4. */
  readonly depth: number;
  /** The state of a task; undefined for an item without a checkbox. */
  readonly isDone?: boolean;
}

export interface TableRow {
  readonly cells: readonly Line[];
  /** The markup after the last cell: the line break and, after the header, the row of dashes. */
  readonly close: string;
}

export type Alignment = 'left' | 'center' | 'right' | undefined;

export type Block =
  | ({ readonly type: 'paragraph' } & Line)
  | ({ readonly type: 'heading' } & Line)
  | ({ readonly type: 'fence'; readonly language: string; readonly text: string } & Marked)
  | { readonly type: 'quote'; readonly lines: readonly Line[] }
  | { readonly type: 'list'; readonly isOrdered: boolean; readonly items: readonly ListItem[] }
  | { readonly type: 'table'; readonly alignments: readonly Alignment[]; readonly rows: readonly TableRow[] };

/** Returns the lines of inline content of a block. For a table these are its cells. */
export function linesIn(block: Block): readonly Line[] {
  switch (block.type) {
    case 'fence':
      return [];
    case 'quote':
      return block.lines;
    case 'list':
      return block.items;
    case 'table':
      return block.rows.flatMap(({ cells }) => cells);
    default:
      return [block];
  }
}

/** Returns the text of a message without its markup. Each line ends with a line break. */
export function visibleText(blocks: readonly Block[]): string {
  return blocks.map(visibleTextOfBlock).join('');
}

function visibleTextOfBlock(block: Block): string {
  if (block.type === 'fence') return `${block.text}\n`;
  if (block.type !== 'table')
    return linesIn(block)
      .map((line) => `${visibleInline(line.children)}\n`)
      .join('');
  return block.rows.map(({ cells }) => `${cells.map(({ children }) => visibleInline(children)).join(' ')}\n`).join('');
}

function visibleInline(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.type === 'code') return node.text;
      const target = node.type === 'link' && node.target ? ` ${node.target.text}` : '';
      return visibleInline(node.children) + target;
    })
    .join('');
}
