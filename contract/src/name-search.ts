/**
 * How people are found by name: one folding of names, for the server that searches all of them and the page that filters those
 * it knows. Pure, and without zod.
 *
 * A name is folded into lines, one per spelling, each beginning with a space: `\n jorg muller\n joerg mueller\n`. So a part
 * that begins with a space is found where a word begins, and any other part anywhere.
 */

/** Letters that Unicode does not decompose, as people write them whose keyboard lacks them. */
const LETTERS: Readonly<Record<string, string>> = {
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
  // Persian letters that look like Arabic ones; hamza and madda are marks.
  ی: 'ي',
  ى: 'ي',
  ک: 'ك',
};
/** How Germans and Scandinavians write their letters without them. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
const TWO_LETTER = new RegExp(`[${Object.keys(TWO_LETTERS).join('')}]`, 'gu');
const APOSTROPHE = /['‘’‛′＇｀`´ʹʻʼʽʾʿˈˊˋ՚׳ꞌ᾽᾿]/gu;
/** Also what only stretches an Arabic word (tatweel). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}|\u0640/gu;
/** Accents, and what else stands on a letter without making it another one. Not so in Indic scripts, Thai or Japanese. */
const ACCENTS =
  /(^|[^\p{L}\p{M}]|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}+/gu;
/** What is a word by itself: symbols, such as emoji; `@`, so that no part of an address is a name; ideographs, which no space separates. */
const WORDS = /[\p{S}@]|\p{Script=Han}/gu;
const NO_WORD = /[^\p{L}\p{M}\p{N}\p{S}@]+/gu;

/** One way to match a name: it has all of these parts. */
interface Alternative {
  readonly parts: readonly string[];
  /** What the index knows of every name that has them: see {@link gramsOf}. */
  readonly grams: readonly string[];
}

/** What a search looks for. */
export interface NameSearch {
  /** One of them is enough; there is none where nothing was asked for that a name could have. */
  readonly alternatives: readonly Alternative[];
  /** The whole of it, in each spelling. */
  readonly spellings: readonly string[];
}

/** A name as it is searched. */
export function foldName(name: string): string {
  const lines = [...spellingsOf(name), punctuationOf(name)].filter((line) => line !== '');
  return `\n${lines.map((line) => ` ${line}\n`).join('')}`;
}

/** What an index has to know of a folded name, or of a part: how its words begin, and every three characters in a row. */
export function gramsOf(folded: string): string[] {
  const grams = new Set<string>();
  for (const line of folded.split('\n')) {
    for (const [index, word] of line.split(' ').entries()) {
      const letters = [...word];
      // What stands before the first space may have begun earlier.
      if (index > 0 && word !== '') grams.add(`^${letters[0]}`);
      if (index > 0 && letters.length > 1) grams.add(`^${letters[0]}${letters[1]}`);
      for (let at = 0; at + 3 <= letters.length; at += 1) grams.add(letters.slice(at, at + 3).join(''));
    }
  }
  return [...grams];
}

/**
 * What to look for in folded names: every word, in any order, those of one or two characters where words begin; or all of it as
 * it stands, anywhere.
 */
export function nameSearch(query: string): NameSearch {
  const punctuation = punctuationOf(query);
  const spellings = spellingsOf(query);
  if (spellings.length === 0 && punctuation !== '') spellings.push(punctuation);
  const alternatives = spellings.flatMap(alternativesOf).map((parts) => ({ parts, grams: parts.flatMap(gramsOf) }));
  return { alternatives, spellings };
}

/** Tells of names whether they are found by what was typed; by nothing, every name is. */
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
  // In any other case what is found by it is found by its words.
  const isOwn = words.length > 1 && isShort(words[0]!);
  return isOwn ? [parts, [spelling]] : [parts];
}

function isShort(word: string): boolean {
  return [...word].length < 3;
}

/** The words of a text, separated by single spaces: as they are mostly written, and as Germans write them without umlauts. */
function spellingsOf(text: string): string[] {
  const plain = text.replaceAll(INVISIBLE, '').replaceAll(APOSTROPHE, '').normalize('NFKC').toLowerCase();
  const german = plain.replaceAll(TWO_LETTER, (letter) => TWO_LETTERS[letter]!);
  return [...new Set([wordsOf(plain), wordsOf(german)])].filter((words) => words !== '');
}

function wordsOf(lowerCase: string): string {
  return lowerCase
    .normalize('NFKD')
    .replaceAll(ACCENTS, '$1')
    .replaceAll(LETTER, (letter) => LETTERS[letter]!)
    .normalize('NFC')
    .replaceAll(NO_WORD, ' ')
    .replaceAll(WORDS, ' $& ')
    .replaceAll(/ +/g, ' ')
    .trim();
}

/** What no word has, for who searches for nothing else: `100%` by `%`. */
function punctuationOf(text: string): string {
  const marks =
    text
      .replaceAll(APOSTROPHE, "'")
      .normalize('NFKC')
      .match(/(?!@)\p{P}/gu) ?? [];
  return [...new Set(marks)].join(' ');
}
