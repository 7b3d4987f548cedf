import { canBeStyled, canClose, canOpen, characterAt, characterBefore, isVisible, matchAt } from './characters.js';
import { autolinkAt, emailAround, hrefOf, MAX_LINK_LENGTH, namesAnotherTarget } from './links.js';
import type { Inline, Link, Styled } from './syntax.js';

/**
 * The maximum number of styles that can be open at the same time, which limits the nesting and the time for a line. If
 * there are more, the outermost opener becomes text.
 */
const MAX_OPEN = 8;
const STYLES: Readonly<Record<string, Styled['type']>> = { '**': 'strong', '*': 'em', _: 'em', '~~': 's' };
const BACKTICKS = /`+/y;
const DELIMITERS = /[*_~]+/y;
/** Matches where markup or an address may begin. */
const SPECIAL = /[`*_~[@]|https?:\/\/|www\.|mailto:/gi;

/**
 * Markup that begins a style if its closing markup follows later in the line. Until that is found, the markup is text.
 */
interface Opener {
  readonly markup: string;
  /** The index of the node that contains the markup as text. */
  readonly nodeIndex: number;
  /** The index in the line at which the content of the style begins. */
  readonly start: number;
}

/**
 * Parses the content of a line, in linear time.
 *
 * @param line without its line break
 * @param withLinks false for the text of a link
 */
export function parseInline(line: string, withLinks = true): Inline[] {
  return new InlineParser(line, withLinks).parse();
}

class InlineParser {
  private readonly nodes: Inline[] = [];
  private readonly openers: Opener[] = [];
  private readonly backticks: ReadonlyMap<number, number[]>;
  private readonly brackets: ReadonlyMap<number, number>;
  private index = 0;
  /** The index of the first character that is not in a node yet. */
  private textStart = 0;
  /** The end of the part of the line that has been searched for letters, digits and symbols. */
  private searchedEnd = 0;
  /**
   * The end of the last text with a letter, digit or symbol. A style that begins after it has nothing to be applied to,
   * and cannot be closed yet.
   */
  private lastWordEnd = -1;

  constructor(
    private readonly line: string,
    private readonly withLinks: boolean,
  ) {
    this.backticks = backtickRuns(line);
    this.brackets = withLinks ? matchingBrackets(line) : new Map();
  }

  parse(): Inline[] {
    for (;;) {
      SPECIAL.lastIndex = this.index;
      const found = SPECIAL.exec(this.line);
      if (!found) break;
      this.index = found.index;
      this.parseSpecial(found[0][0]!);
    }
    this.endText(this.line.length);
    return joinTexts(this.nodes);
  }

  private parseSpecial(character: string): void {
    if (character === '`') this.parseCode();
    else if (character === '[') this.parseLink();
    else if (character === '@') this.parseEmail();
    else if ('*_~'.includes(character)) this.parseDelimiters();
    else this.parseAutolink();
  }

  private parseCode(): void {
    const { line, index } = this;
    const backticks = matchAt(BACKTICKS, line, index)!;
    const starts = this.backticks.get(backticks.length)!;
    while (starts.length > 0 && starts.at(-1)! <= index) starts.pop();
    const start = index + backticks.length;
    const end = starts.at(-1);
    const text = line.slice(start, end);
    if (end === undefined || !isVisible(text)) {
      this.index = start;
      return;
    }
    // A space that separates the backticks of the markup from backticks of the text is part of the markup.
    const [before, after] = [text.startsWith(' `') ? ' ' : '', text.endsWith('` ') ? ' ' : ''];
    const code = text.slice(before.length, text.length - after.length);
    this.add({ type: 'code', open: backticks + before, text: code, close: after + backticks }, end + backticks.length);
  }

  private parseLink(): void {
    const { line, index } = this;
    const bracket = this.brackets.get(index);
    const label = line.slice(index + 1, bracket);
    const target = bracket === undefined ? undefined : targetAt(line, bracket + 1);
    const href = target === undefined ? undefined : hrefOf(target);
    if (bracket === undefined || target === undefined || href === undefined || !isVisible(label)) this.index += 1;
    else this.add(markedLink(label, target, href), bracket + target.length + 3);
  }

  private parseAutolink(): void {
    const link = this.withLinks ? autolinkAt(this.line, this.index) : 1;
    if (typeof link === 'number') this.index += link;
    else this.add(plainLink(link.text, link.href), this.index + link.text.length);
  }

  private parseEmail(): void {
    const email = this.withLinks ? emailAround(this.line, this.index, this.textStart) : undefined;
    if (email) {
      this.index = email.start;
      this.add(plainLink(email.text, `mailto:${email.text}`), email.start + email.text.length);
    } else this.index += 1;
  }

  /**
   * Parses a run of adjacent `*`, `_` and `~`, which open or close styles depending on the characters before and after
   * the run.
   */
  private parseDelimiters(): void {
    const { line, index } = this;
    const run = matchAt(DELIMITERS, line, index)!;
    if (canBeStyled(line.slice(this.searchedEnd, index))) this.lastWordEnd = index;
    this.searchedEnd = index + run.length;
    const before = characterBefore(line, index);
    const after = characterAt(line, index + run.length);
    const opens = canOpen(before, after);
    const closes = canClose(before, after);
    for (const [same] of run.matchAll(/\*+|_+|~+/g)) this.parseDelimiter(same, opens, closes);
  }

  private parseDelimiter(same: string, opens: boolean, closes: boolean): void {
    let rest = same;
    for (let opener = closes && this.openerOf(rest); opener; opener = this.openerOf(rest)) {
      this.close(opener);
      rest = rest.slice(opener.markup.length);
    }
    const markups = opens ? markupsOf(rest) : [];
    if (markups.length === 0) this.index += rest.length;
    for (const markup of markups) this.open(markup);
  }

  /** Returns the last opener that a run of one repeated character closes. */
  private openerOf(rest: string): Opener | undefined {
    const closed = rest.startsWith('*') ? ['*', '**'] : markupsOf(rest);
    return this.openers.findLast(
      ({ markup, start }) => closed.includes(markup) && markup.length <= rest.length && this.lastWordEnd >= start,
    );
  }

  private open(markup: string): void {
    this.endText(this.index);
    if (this.openers.length === MAX_OPEN) this.openers.shift();
    this.openers.push({ markup, nodeIndex: this.nodes.length, start: this.index + markup.length });
    this.add(markup, this.index + markup.length);
  }

  private close(opener: Opener): void {
    this.endText(this.index);
    const { markup, nodeIndex } = opener;
    const [, ...children] = this.nodes.splice(nodeIndex);
    this.openers.splice(this.openers.indexOf(opener));
    this.add(
      { type: STYLES[markup]!, open: markup, children: joinTexts(children), close: markup },
      this.index + markup.length,
    );
  }

  private add(node: Inline, end: number): void {
    this.endText(this.index);
    this.nodes.push(node);
    this.index = end;
    this.textStart = end;
  }

  private endText(end: number): void {
    if (end > this.textStart) this.nodes.push(this.line.slice(this.textStart, end));
    this.textStart = end;
  }
}

/**
 * Returns the styles that a run of one repeated character opens, the outer style first; empty if the run is not markup.
 */
function markupsOf(run: string): readonly string[] {
  if (run === '***') return ['**', '*'];
  return run in STYLES ? [run] : [];
}

function plainLink(text: string, href: string): Link {
  return { type: 'link', href, open: '', children: [text], close: '' };
}

function markedLink(label: string, target: string, href: string): Link {
  const children = parseInline(label, false);
  if (!namesAnotherTarget(label, href)) return { type: 'link', href, open: '[', children, close: `](${target})` };
  return { type: 'link', href, open: '[', children, target: { open: '](', text: target, close: ')' }, close: '' };
}

/** Returns the address in parentheses at an index. The address can contain balanced parentheses. */
function targetAt(line: string, index: number): string | undefined {
  if (!/^\((?:https?:|mailto:)/i.test(line.slice(index, index + 9))) return undefined;
  let open = 0;
  for (let end = index; end < line.length && !/[\s<>]/.test(line[end]!); end += 1) {
    if (line[end] === '(') open += 1;
    if (line[end] === ')') open -= 1;
    if (open === 0) return line.slice(index + 1, end);
    if (end - index > MAX_LINK_LENGTH) break;
  }
  return undefined;
}

/** Returns where runs of backticks start, in descending order, by the length of the runs. */
function backtickRuns(line: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of [...line.matchAll(/`+/g)].toReversed())
    runs
      .set(run.length, runs.get(run.length) ?? [])
      .get(run.length)!
      .push(index);
  return runs;
}

/** Returns the index of the closing bracket by the index of each `[` that has one. */
function matchingBrackets(line: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: bracket, index } of line.matchAll(/[[\]]/g)) {
    if (bracket === '[') open.push(index);
    else if (open.length > 0) pairs.set(open.pop()!, index);
  }
  return pairs;
}

function joinTexts(nodes: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (typeof node === 'string' && typeof last === 'string') all[all.length - 1] = last + node;
    else all.push(node);
  }
  return all;
}
