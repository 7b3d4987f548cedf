import { common, createLowlight } from 'lowlight';

/** The kinds of tokens, each with a colour. */
type Kind = 'comment' | 'keyword' | 'string' | 'number' | 'name' | 'type';

/** A coloured range of a text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

type Nodes = ReturnType<typeof lowlight.highlight>['children'];

const lowlight = createLowlight(common);

/** The kinds of tokens by scope of highlight.js. Tokens of other scopes have the kind of the token around them. */
const KIND_OF_SCOPE: Readonly<Record<string, Kind>> = {
  comment: 'comment',
  quote: 'comment',
  deletion: 'comment',
  keyword: 'keyword',
  'selector-tag': 'keyword',
  meta: 'keyword',
  section: 'keyword',
  doctag: 'keyword',
  string: 'string',
  regexp: 'string',
  addition: 'string',
  link: 'string',
  number: 'number',
  literal: 'number',
  symbol: 'number',
  bullet: 'number',
  title: 'name',
  name: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  type: 'type',
  attr: 'type',
  attribute: 'type',
  built_in: 'type',
};

/**
 * Finds the coloured tokens of a text.
 *
 * @param language one of LANGUAGES, in lower case
 * @returns tokens in the order of the text, without overlap
 */
export function tokensOf(text: string, language: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  const walk = (nodes: Nodes, kind?: Kind): void => {
    for (const node of nodes) {
      if (node.type === 'element') walk(node.children as Nodes, kindOf(node.properties['className'], kind));
      if (node.type !== 'text') continue;
      const end = start + node.value.length;
      if (kind) tokens.push({ start, end, kind });
      start = end;
    }
  };
  walk(lowlight.highlight(language, text).children);
  return tokens;
}

/** @param outer the kind of the enclosing token */
function kindOf(className: unknown, outer: Kind | undefined): Kind | undefined {
  const scope = String((className as readonly string[])[0]).replace(/^hljs-/, '');
  // `subst` is an expression inside a string.
  return scope === 'subst' ? undefined : (KIND_OF_SCOPE[scope] ?? outer);
}
