import { INVISIBLE, isVisible, textFault } from './text-rules.js';

/** How long a name may be, in characters. */
export const NAME_CHARACTERS = { min: 1, max: 100 } as const;

/** A name is normalised only up to this length, in UTF-16 code units: to order many marks takes quadratic time. */
const LONGEST_TYPED = 1000;

/** Joiners at the ends join nothing; after a mark they choose the shape of the letter before (Malayalam, Sinhala). */
const START = /^[\s\u200C\u200D]+/u;
const END = /(?:\s|(?<!\p{M})[\u200C\u200D])+$/u;

/** A name as it is stored: composed (NFC), and trimmed at both ends. */
export function cleanName(typed: string): string {
  const trimmed = typed.trim();
  if (trimmed.length > LONGEST_TYPED) return trimmed;
  return trimmed.normalize('NFC').replace(START, '').replace(END, '');
}

const LINE_BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;
const CONTROL = /\p{Cc}/u;
const BIDI_CONTROL = /\p{Bidi_Control}/u;
const LOOKALIKE_SPACE = /(?! )\p{Zs}|[\u2800\u{1D159}\u{13441}\u{13442}]/u;
/** Also what only Egyptian hieroglyphs and annotations need. */
const HIDDEN = /\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}|[\uFFF9-\uFFFC\u{13430}-\u{1343F}]/u;
/** A letter with its marks, through joiners. */
const MARKED = /\P{M}?[\p{M}\u200C\u200D]+/gu;
const STACKED = /[\p{Mn}\p{Me}]/gu;
const MARK = /\p{M}/gu;
const BURMESE = /^[\p{Script=Myanmar}\u200C\u200D]+$/u;
/** How many marks may stack on a letter, and how many it may have in all: some stand beside it. A Burmese syllable needs more. */
const MOST_MARKS = { stacked: 3, burmese: 6, all: 6 };

/**
 * What is ignorable elsewhere and has a meaning here: a joiner inside a word or an emoji, or after a mark; the variant of an
 * emoji, of an ideograph and of a Mongolian letter; the tags of a flag.
 */
const MEANT = [
  /(?<=[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D](?=[\p{L}\p{N}\p{M}\p{Extended_Pictographic}])/u,
  /(?<=(?!\uFE0F)\p{M})[\u200C\u200D]/u,
  /(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]|(?<=[#*0-9])\uFE0F(?=\u20E3)/u,
  /(?<=\p{Ideographic})[\uFE00-\uFE0D\u{E0100}-\u{E01EF}]/u,
  /(?<=\p{Script=Mongolian})[\u180B-\u180F]/u,
  /(?<=\u{1F3F4})[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/u,
];
const MEANINGFUL = new RegExp(MEANT.map(({ source }) => source).join('|'), 'gu');

/** As {@link fold} writes them. */
const RESERVED = new Set(['system', 'smartcommunicationhub']);
/** Cyrillic and Greek letters that look like those of the reserved names, each before its Latin one. */
const LOOKALIKES = new Map(
  'аaсcеeһhнhіiмmоoѕsꜱsтtуyʏyαaεeηhιiıiνnοoոnτtυyμm℮e'.match(/../gu)!.map(([one, other]) => [one, other]),
);

/**
 * What is wrong with a name, in words that go on from "name".
 *
 * @param name as {@link cleanName} makes it
 */
export function faultOfName(name: string): string | undefined {
  const fault = textFault(name, NAME_CHARACTERS);
  if (fault !== undefined) return fault;
  if (!isVisible(name)) return INVISIBLE;
  if (LINE_BREAK.test(name)) return 'must be on one line, without line breaks';
  if (BIDI_CONTROL.test(name)) return 'must not contain characters that change the direction of text';
  if (CONTROL.test(name)) return 'must not contain control characters';
  if (LOOKALIKE_SPACE.test(name)) return 'must not contain other spaces than the usual one';
  if (HIDDEN.test(name.replace(MEANINGFUL, ''))) return 'must not contain invisible characters';
  if (hasManyMarks(name)) return 'must have at most three marks on a letter';
  if (RESERVED.has(fold(name))) return 'is reserved: choose another one';
  return undefined;
}

function hasManyMarks(name: string): boolean {
  return (name.normalize('NFD').match(MARKED) ?? []).some((letter) => {
    const stacked = letter.match(STACKED)?.length ?? 0;
    const all = letter.match(MARK)?.length ?? 0;
    return all > MOST_MARKS.all || stacked > (BURMESE.test(letter) ? MOST_MARKS.burmese : MOST_MARKS.stacked);
  });
}

/** The letters and digits of a name, without case, marks and width. */
function fold(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '');
  return letters.replace(/./gu, (letter) => LOOKALIKES.get(letter) ?? letter);
}
