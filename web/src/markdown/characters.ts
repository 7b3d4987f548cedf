/** Characters of scripts without spaces between words, in which markup can begin and end between any two characters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;
const BEFORE_OPENING = /[\s([{<"'“‘„«‹¿¡—–…:,;]/u;
const NOT_AFTER_OPENING = /[\s.,;:!?)\]}>/\\]/u;
const AFTER_CLOSING = /[\s.,;:!?)\]}>"'”’»›…—–-]/u;
const WORD = /[\p{L}\p{N}]/u;
const WORD_OR_SYMBOL = /[\p{L}\p{N}\p{S}]/u;

/** Returns the match of a pattern at an index. @param pattern a pattern with the flag `y` */
export function matchAt(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

/** Returns the character before an index; '' at the beginning. */
export function characterBefore(text: string, index: number): string {
  const last = text.codePointAt(index - 2);
  return last !== undefined && last > 0xffff ? text.slice(index - 2, index) : text.slice(Math.max(index - 1, 0), index);
}

/** Returns the character at an index; '' at the end. */
export function characterAt(text: string, index: number): string {
  const point = text.codePointAt(index);
  return point === undefined ? '' : String.fromCodePoint(point);
}

/** Whether markup between these two characters can begin a style. */
export function canOpen(before: string, after: string): boolean {
  return (
    (before === '' || BEFORE_OPENING.test(before) || UNSPACED.test(before)) &&
    after !== '' &&
    !NOT_AFTER_OPENING.test(after)
  );
}

/** Whether markup between these two characters can end a style. */
export function canClose(before: string, after: string): boolean {
  return before !== '' && !/\s/u.test(before) && (after === '' || AFTER_CLOSING.test(after) || UNSPACED.test(after));
}

export const isWordCharacter = (character: string): boolean => WORD.test(character) && !UNSPACED.test(character);

/**
 * Whether a text has a letter, digit or symbol. Text of punctuation only is not styled, so that emoticons such as `*_*`
 * are shown unchanged.
 */
export const canBeStyled = (text: string): boolean => WORD_OR_SYMBOL.test(text);

/** Whether a text has a visible character. */
export const isVisible = (text: string): boolean => /[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
