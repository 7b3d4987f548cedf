import { INVISIBLE, isVisible, textFault } from './text-rules.js';

/** The length of a name, in characters. */
export const NAME_CHARACTERS = { min: 1, max: 100 } as const;

/** The longest input that is normalised, in UTF-16 code units: ordering many combining marks takes quadratic time. */
const MAX_TYPED_LENGTH = 1000;

/**
 * Match whitespace and joiners at the ends: a joiner there joins nothing, except after a mark, where it shapes the
 * letter (Malayalam, Sinhala).
 */
const LEADING = /^[\s\u200C\u200D]+/u;
const TRAILING = /(?:\s|(?<!\p{M})[\u200C\u200D])+$/u;

/** Returns a name as it is stored: composed (NFC), and trimmed at both ends. */
export function cleanName(typed: string): string {
  const trimmed = typed.trim();
  if (trimmed.length > MAX_TYPED_LENGTH) return trimmed;
  return trimmed.normalize('NFC').replace(LEADING, '').replace(TRAILING, '');
}

const LINE_BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;
const CONTROL = /\p{Cc}/u;
const BIDI_CONTROL = /\p{Bidi_Control}/u;
const LOOKALIKE_SPACE = /(?! )\p{Zs}|[\u2800\u{1D159}\u{13441}\u{13442}]/u;
/** Invisible characters, including the format controls of Egyptian hieroglyphs and of annotations. */
const HIDDEN = /\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}|[\uFFF9-\uFFFC\u{13430}-\u{1343F}]/u;
/** A letter with its combining marks, with joiners between them. */
const LETTER_WITH_MARKS = /\P{M}?[\p{M}\u200C\u200D]+/gu;
const STACKING_MARK = /[\p{Mn}\p{Me}]/gu;
const MARK = /\p{M}/gu;
const BURMESE = /^[\p{Script=Myanmar}\u200C\u200D]+$/u;
/**
 * How many marks a letter may have: stacked on it, stacked in a Burmese syllable, and in total, including marks beside
 * the letter.
 */
const MAX_MARKS = { stacked: 3, burmese: 6, all: 6 };

/**
 * Match invisible characters in contexts where they have a meaning: a joiner inside a word or an emoji, or after a
 * mark; the variation selector of an emoji, an ideograph or a Mongolian letter; the tags of a flag.
 */
const ALLOWED_INVISIBLE_PATTERNS = [
  /(?<=[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D](?=[\p{L}\p{N}\p{M}\p{Extended_Pictographic}])/u,
  /(?<=(?!\uFE0F)\p{M})[\u200C\u200D]/u,
  /(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]|(?<=[#*0-9])\uFE0F(?=\u20E3)/u,
  /(?<=\p{Ideographic})[\uFE00-\uFE0D\u{E0100}-\u{E01EF}]/u,
  /(?<=\p{Script=Mongolian})[\u180B-\u180F]/u,
  /(?<=\u{1F3F4})[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/u,
];
const ALLOWED_INVISIBLE = new RegExp(ALLOWED_INVISIBLE_PATTERNS.map(({ source }) => source).join('|'), 'gu');

/** The reserved names, in the form that {@link fold} returns. */
const RESERVED = new Set(['system', 'smartcommunicationhub']);
/**
 * Maps Cyrillic, Greek and other letters that look like letters of the reserved names to the Latin ones. In the text
 * below, each look-alike is followed by its Latin letter.
 */
const LOOKALIKES = new Map(
  'аaсcеeһhнhіiмmоoѕsꜱsтtуyʏyαaεeηhιiıiνnοoոnτtυyμm℮e'.match(/../gu)!.map(([lookalike, latin]) => [lookalike, latin]),
);

/**
 * Validates a name.
 *
 * @param name the result of {@link cleanName}
 * @returns an error message to append to the field name; undefined when the name is valid
 */
export function faultOfName(name: string): string | undefined {
  const fault = textFault(name, NAME_CHARACTERS);
  if (fault !== undefined) return fault;
  if (!isVisible(name)) return INVISIBLE;
  if (LINE_BREAK.test(name)) return 'must be on one line, without line breaks';
  if (BIDI_CONTROL.test(name)) return 'must not contain characters that change the direction of text';
  if (CONTROL.test(name)) return 'must not contain control characters';
  if (LOOKALIKE_SPACE.test(name)) return 'must not contain spaces other than the ordinary one (U+0020)';
  if (HIDDEN.test(name.replace(ALLOWED_INVISIBLE, ''))) return 'must not contain invisible characters';
  if (hasTooManyMarks(name)) return 'must have at most three combining marks on a letter';
  if (RESERVED.has(fold(name))) return 'is reserved: choose another one';
  return undefined;
}

function hasTooManyMarks(name: string): boolean {
  return (name.normalize('NFD').match(LETTER_WITH_MARKS) ?? []).some((letter) => {
    const stacked = letter.match(STACKING_MARK)?.length ?? 0;
    const all = letter.match(MARK)?.length ?? 0;
    return all > MAX_MARKS.all || stacked > (BURMESE.test(letter) ? MAX_MARKS.burmese : MAX_MARKS.stacked);
  });
}

/** Returns the letters and digits of a name, without case, marks and width, and with look-alikes replaced. */
function fold(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '');
  return letters.replace(/./gu, (letter) => LOOKALIKES.get(letter) ?? letter);
}
