import { isVisible } from './characters.js';
import { parseInline } from './inline.js';
import { linesIn, type Alignment, type Block, type Inline, type Line, type ListItem, type TableRow } from './syntax.js';

/** The maximum number of elements of a message. A message with more is shown as plain text. */
const MAX_NODES = 1000;
const MAX_DEPTH = 4;

/** A line of the source. */
interface SourceLine {
  readonly text: string;
  /** The line break after the text; '' at the end of the source. */
  readonly end: string;
}

/**
 * Parses a message by the rules of docs/formatting.md. Everything that is not markup is text, so no character is lost.
 *
 * @param text a message as it was written
 * @returns the blocks of the message; a single paragraph of plain text for more than {@link MAX_NODES} elements
 */
export function parse(text: string): Block[] {
  const blocks = parseBlocks(linesOf(text));
  return countOf(blocks) <= MAX_NODES ? blocks : [{ type: 'paragraph', open: '', children: [text], close: '' }];
}

function parseBlocks(lines: readonly SourceLine[]): Block[] {
  const fences = closingFences(lines);
  const blocks: Block[] = [];
  let plain: SourceLine[] = [];
  const endParagraph = () => {
    if (plain.length > 0) blocks.push(paragraphOf(plain));
    plain = [];
  };
  for (let index = 0; index < lines.length;) {
    const parsed =
      fenceAt(lines, index, fences) ??
      tableAt(lines, index) ??
      quoteAt(lines, index) ??
      listAt(lines, index) ??
      headingAt(lines, index);
    if (parsed) {
      endParagraph();
      blocks.push(parsed.block);
    } else plain.push(lines[index]!);
    index += parsed?.length ?? 1;
  }
  endParagraph();
  return blocks;
}

/** A block that begins at a certain line. */
interface ParsedBlock {
  readonly block: Block;
  /** The number of lines of the block. */
  readonly length: number;
}

/** Splits a text into lines at `\r\n`, `\r` and `\n`. */
function linesOf(text: string): SourceLine[] {
  const parts = text.split(/(\r\n|\r|\n)/);
  const lines = [];
  for (let index = 0; index < parts.length; index += 2)
    lines.push({ text: parts[index]!, end: parts[index + 1] ?? '' });
  return lines;
}

/**
 * Creates a paragraph. Line breaks inside it are text. The line break at its end is markup, because the next block
 * begins on a new line anyway.
 */
function paragraphOf(lines: readonly SourceLine[]): Block {
  const last = lines.at(-1)!;
  const children = lines.flatMap(({ text, end }, index): Inline[] => [
    ...parseInline(text),
    ...(index === lines.length - 1 || end === '' ? [] : [end]),
  ]);
  return { type: 'paragraph', open: '', children, close: last.end };
}

function headingAt(lines: readonly SourceLine[], index: number): ParsedBlock | undefined {
  const { text, end } = lines[index]!;
  if (!/^#{1,6} /.test(text) || !isVisible(text.replace(/^#+/, ''))) return undefined;
  return { block: { type: 'heading', open: '', children: parseInline(text), close: end }, length: 1 };
}

/**
 * Returns for each line `own`, the number of its backticks if it can close a code block (0 otherwise), and `most`, the
 * maximum of `own` in all later lines.
 */
function closingFences(lines: readonly SourceLine[]): { readonly own: number; readonly most: number }[] {
  let most = 0;
  return lines
    .map(({ text }) => (/^`{3,}[ \t]*$/.test(text) ? text.trimEnd().length : 0))
    .toReversed()
    .map((own) => {
      const fence = { own, most };
      most = Math.max(most, own);
      return fence;
    })
    .toReversed();
}

function fenceAt(
  lines: readonly SourceLine[],
  index: number,
  fences: ReturnType<typeof closingFences>,
): ParsedBlock | undefined {
  const opening = /^(`{3,})[ \t]*([^`\s]*)[^`]*$/.exec(lines[index]!.text);
  const length = opening?.[1]!.length ?? 0;
  if (!opening || fences[index]!.most < length) return undefined;
  let end = index + 1;
  while (fences[end]!.own < length) end += 1;
  const inside = lines.slice(index + 1, end);
  const text = inside.map((line) => line.text + line.end).join('');
  const lineBreak = inside.at(-1)?.end ?? '';
  if (!isVisible(text)) return undefined;
  const code = text.slice(0, text.length - lineBreak.length);
  const open = lines[index]!.text + lines[index]!.end;
  const close = lineBreak + lines[end]!.text + lines[end]!.end;
  return { block: { type: 'fence', language: opening[2]!, open, text: code, close }, length: end - index + 1 };
}

const isQuoted = ({ text }: SourceLine): boolean => /^>(?: |$)/.test(text);

/** Parses a quote: consecutive lines that begin with `> `. */
function quoteAt(lines: readonly SourceLine[], index: number): ParsedBlock | undefined {
  // A quote begins only at the first of consecutive quoted lines: if they were a quote, they would be parsed already.
  if (index > 0 && isQuoted(lines[index - 1]!)) return undefined;
  const quoted = takeWhile(lines, index, isQuoted);
  if (!quoted.some(({ text }) => isVisible(text.slice(1)))) return undefined;
  const block: Block = {
    type: 'quote',
    lines: quoted.map(({ text, end }) => lineOf(/^> ?/.exec(text)![0], text, end)),
  };
  return { block, length: quoted.length };
}

const ITEM = /^([ \t]*)(?:([-*] )(\[[ xX]\] )?|(\d{1,2}[.)] ))(?=.*[^\s])/;

function listAt(lines: readonly SourceLine[], index: number): ParsedBlock | undefined {
  const isOrdered = ITEM.exec(lines[index]!.text)?.[4] !== undefined;
  const own = takeWhile(lines, index, ({ text }) => {
    const item = ITEM.exec(text);
    if (item === null || (item[4] !== undefined) !== isOrdered) return false;
    // A line of only dashes and asterisks is not an item.
    return isVisible(text.slice(item[0].length).replaceAll(/[-*]/g, ''));
  });
  return own.length === 0
    ? undefined
    : { block: { type: 'list', isOrdered, items: own.map(itemOf) }, length: own.length };
}

/** Creates a list item. A dash becomes a bullet, and brackets become a checkbox; a number remains text. */
function itemOf({ text, end }: SourceLine): ListItem {
  const [, indent = '', bullet = '', box] = ITEM.exec(text)!;
  const depth = Math.min(Math.floor(indent.replaceAll('\t', '    ').length / 2), MAX_DEPTH);
  const line = { depth, ...lineOf(indent + bullet + (box ?? ''), text, end) };
  return box === undefined ? line : { ...line, isDone: box !== '[ ] ' };
}

const DASHES = /^:?-+:?$/;

function tableAt(lines: readonly SourceLine[], index: number): ParsedBlock | undefined {
  const [header, delimiter] = [lines[index]!, lines[index + 1]];
  if (!delimiter || !header.text.includes('|') || !delimiter.text.includes('|')) return undefined;
  const columns = cellsOf(delimiter.text).map(({ text }) => text);
  if (!columns.every((column) => DASHES.test(column)) || cellsOf(header.text).length !== columns.length)
    return undefined;
  if (!isVisible(header.text.replaceAll('|', ''))) return undefined;
  const rows = takeWhile(lines, index + 2, ({ text }) => text.includes('|'));
  const alignments = columns.map(alignmentOf);
  const block: Block = {
    type: 'table',
    alignments,
    rows: [rowOf(header, header.end + delimiter.text + delimiter.end), ...rows.map((row) => rowOf(row, row.end))],
  };
  return { block, length: rows.length + 2 };
}

function alignmentOf(dashes: string): Alignment {
  if (dashes.startsWith(':')) return dashes.endsWith(':') ? 'center' : 'left';
  return dashes.endsWith(':') ? 'right' : undefined;
}

function rowOf({ text }: SourceLine, close: string): TableRow {
  return {
    cells: cellsOf(text).map((cell) => ({ open: cell.open, children: parseInline(cell.text), close: cell.close })),
    close,
  };
}

/** Returns the cells of a row. The bars and the white space around the bars are markup. */
function cellsOf(row: string): { readonly open: string; readonly text: string; readonly close: string }[] {
  const [start, bars, end] = splitPadding(row);
  const hasFirstBar = bars.startsWith('|');
  const hasLastBar = bars.length > 1 && bars.endsWith('|');
  const parts = bars.slice(hasFirstBar ? 1 : 0, hasLastBar ? -1 : undefined).split('|');
  return parts.map((part, index) => {
    const [before, text, after] = splitPadding(part);
    const isLast = index === parts.length - 1;
    return {
      open: (index === 0 ? start + (hasFirstBar ? '|' : '') : '') + before,
      text,
      close: after + (isLast ? (hasLastBar ? '|' : '') + end : '|'),
    };
  });
}

/** Splits a text into the white space at its beginning, its content, and the white space at its end. */
function splitPadding(text: string): [before: string, core: string, after: string] {
  const core = text.trim();
  const start = core === '' ? text.length : text.length - text.trimStart().length;
  return [text.slice(0, start), core, text.slice(start + core.length)];
}

function lineOf(open: string, text: string, close: string): Line {
  return { open, children: parseInline(text.slice(open.length)), close };
}

function takeWhile(lines: readonly SourceLine[], from: number, isOne: (line: SourceLine) => boolean): SourceLine[] {
  let end = from;
  while (end < lines.length && isOne(lines[end]!)) end += 1;
  return lines.slice(from, end);
}

function countOf(blocks: readonly Block[]): number {
  const lines = blocks.flatMap(linesIn);
  return blocks.length + lines.length + lines.reduce((sum, { children }) => sum + countOfInline(children), 0);
}

function countOfInline(nodes: readonly Inline[]): number {
  return nodes.reduce(
    (sum, node) => sum + (typeof node === 'string' ? 0 : 1 + ('children' in node ? countOfInline(node.children) : 0)),
    0,
  );
}
