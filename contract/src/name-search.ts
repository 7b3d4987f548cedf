/**
 * The search for people by name. The server, which searches all names, and the page, which filters those it has loaded,
 * fold names alike. Pure functions; must not import zod.
 *
 * A folded name has one line per spelling, each beginning with a space: `\n jorg muller\n joerg mueller\n`. Therefore a
 * search part that begins with a space matches the beginning of a word, and any other part matches anywhere.
 */

/** Replaces letters that Unicode does not decompose by the usual substitutes on keyboards without them. */
const TRANSLITERATIONS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
  // Persian letters that look like Arabic ones. Hamza and madda need no entry: they are combining marks.
  ی: 'ي',
  ى: 'ي',
  ک: 'ك',
};
/** The two-letter substitutes for German and Scandinavian letters. */
const DIGRAPHS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

const TRANSLITERATED_LETTER = new RegExp(`[${Object.keys(TRANSLITERATIONS).join('')}]`, 'gu');
const LETTER_WITH_DIGRAPH = new RegExp(`[${Object.keys(DIGRAPHS).join('')}]`, 'gu');
const APOSTROPHE = /['‘’‛′＇｀`´ʹʻʼʽʾʿˈˊˋ՚׳ꞌ᾽᾿]/gu;
/** Invisible characters, and the tatweel, which only stretches an Arabic word. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}|\u0640/gu;
/**
 * Matches accents and other marks that do not make a different letter. Excludes Indic scripts, Thai and Japanese, in
 * which a mark makes a different letter.
 */
const ACCENTS =
  /(^|[^\p{L}\p{M}]|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}+/gu;
/**
 * Single characters that form a word: symbols, such as emoji; `@`, so that no part of an address matches a name;
 * ideographs, which have no spaces between them.
 */
const SINGLE_CHARACTER_WORD = /[\p{S}@]|\p{Script=Han}/gu;
const NON_WORD = /[^\p{L}\p{M}\p{N}\p{S}@]+/gu;

/** One way to match a name: the name must contain all parts. */
interface Alternative {
  readonly parts: readonly string[];
  /** The index entries that every matching name has: see {@link gramsOf}. */
  readonly grams: readonly string[];
}

/** A parsed search text. */
export interface NameSearch {
  /** A name matches if any of these matches. Empty if the search text has nothing that a name can contain. */
  readonly alternatives: readonly Alternative[];
  /** The complete search text, in each spelling. */
  readonly spellings: readonly string[];
}

/** Returns a name in its searchable form. */
export function foldName(name: string): string {
  const lines = [...spellingsOf(name), punctuationOf(name)].filter((line) => line !== '');
  return `\n${lines.map((line) => ` ${line}\n`).join('')}`;
}

/**
 * Returns the index entries of a folded name, or of a search part: the first one and two characters of each word (`^j`,
 * `^jo`), and all trigrams.
 */
export function gramsOf(folded: string): string[] {
  const grams = new Set<string>();
  for (const line of folded.split('\n')) {
    for (const [index, word] of line.split(' ').entries()) {
      const letters = [...word];
      // In a search part, the text before the first space may be the end of a longer word, so the first letter of that
      // word is not known.
      if (index > 0 && word !== '') grams.add(`^${letters[0]}`);
      if (index > 0 && letters.length > 1) grams.add(`^${letters[0]}${letters[1]}`);
      for (let at = 0; at + 3 <= letters.length; at += 1) grams.add(letters.slice(at, at + 3).join(''));
    }
  }
  return [...grams];
}

/**
 * Parses a search text. A folded name matches if it contains every word, in any order (words of one or two characters
 * only at the beginning of a word), or if it contains the complete text anywhere.
 */
export function nameSearch(query: string): NameSearch {
  const punctuation = punctuationOf(query);
  const spellings = spellingsOf(query);
  if (spellings.length === 0 && punctuation !== '') spellings.push(punctuation);
  const alternatives = spellings.flatMap(alternativesOf).map((parts) => ({ parts, grams: parts.flatMap(gramsOf) }));
  return { alternatives, spellings };
}

/** Returns a predicate that tells whether a name matches a search text. An empty text matches every name. */
export function nameFilter(query: string): (name: string) => boolean {
  if (query.trim() === '') return () => true;
  const { alternatives } = nameSearch(query);
  return (name) => {
    const folded = foldName(name);
    return alternatives.some(({ parts }) => parts.every((part) => folded.includes(part)));
  };
}

function alternativesOf(spelling: string): string[][] {
  const words = spelling.split(' ');
  const parts = words.map((word) => (isShort(word) ? ` ${word}` : word));
  // The complete text is tried as well if its first word is short, because a short word alone matches only the
  // beginning of a word: `ia fe` matches `Maria Ferrer` only as a whole.
  const needsExactMatch = words.length > 1 && isShort(words[0]!);
  return needsExactMatch ? [parts, [spelling]] : [parts];
}

function isShort(word: string): boolean {
  return [...word].length < 3;
}

/**
 * Returns the words of a text, separated by single spaces, in up to two spellings: without accents, and with two-letter
 * substitutes.
 */
function spellingsOf(text: string): string[] {
  const normalized = text.replaceAll(INVISIBLE, '').replaceAll(APOSTROPHE, '').normalize('NFKC').toLowerCase();
  const withDigraphs = normalized.replaceAll(LETTER_WITH_DIGRAPH, (letter) => DIGRAPHS[letter]!);
  return [...new Set([wordsOf(normalized), wordsOf(withDigraphs)])].filter((words) => words !== '');
}

function wordsOf(lowerCase: string): string {
  return lowerCase
    .normalize('NFKD')
    .replaceAll(ACCENTS, '$1')
    .replaceAll(TRANSLITERATED_LETTER, (letter) => TRANSLITERATIONS[letter]!)
    .normalize('NFC')
    .replaceAll(NON_WORD, ' ')
    .replaceAll(SINGLE_CHARACTER_WORD, ' $& ')
    .replaceAll(/ +/g, ' ')
    .trim();
}

/**
 * Returns the punctuation of a text, which is not part of words. It matches only searches without words: `%` finds
 * `100%`.
 */
function punctuationOf(text: string): string {
  const marks =
    text
      .replaceAll(APOSTROPHE, "'")
      .normalize('NFKC')
      .match(/(?!@)\p{P}/gu) ?? [];
  return [...new Set(marks)].join(' ');
}
