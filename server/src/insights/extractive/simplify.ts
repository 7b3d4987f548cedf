/** The names of the speaker and the listener of a sentence. */
export interface Roles {
  readonly speaker: string;
  /** Undefined if "you" can mean several participants. */
  readonly listener: string | undefined;
}

const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\bI'm\b/giu, 'I am'],
  [/\bI've\b/giu, 'I have'],
  [/\bI'll\b/giu, 'I will'],
  [/\bI'd (like|love|prefer|rather|be|say)\b/giu, 'I would $1'],
  [/\b(you|we|they)'re\b/giu, '$1 are'],
  [/\b(you|we|they)'ve\b/giu, '$1 have'],
  [/\b(you|we|they|he|she|it|that|there)'ll\b/giu, '$1 will'],
  [/\b(he|she|it|that|there|what|where|who|how|when)'s (?!been|got)/giu, '$1 is '],
  [/\bgonna\b/giu, 'going to'],
  [/\bwanna\b/giu, 'want to'],
  [/\bgotta\b/giu, 'have to'],
  [/\blet us\b/giu, "let's"],
  [/\bdont\b/giu, "don't"],
  [/\bcant\b/giu, "can't"],
  [/\bim\b/gu, 'I am'],
  [/\bi\b/gu, 'I'],
  [/\bu\b/gu, 'you'],
  [/\bur\b/gu, 'your'],
];
const LEADING_FILLERS =
  /^(?:(?:oh|well|yeah|yes|yep|no|nope|ok|okay|sure|hmm+|ah|aw+|hey|hi|hello|so|but|and|because|then|actually|great|good|right|alright|all right|anyway|look|listen|wow|really|thanks|thank you|sorry|i am (?:so |very |really )?sorry|guess what|omg|ugh|argh|damn|phew|yay|yess+|err+|uh+|excuse me|pardon|thank god|i know|i see|i am afraid (?:not|so)|by the way|btw|oh no|of course|perfect|fine|cool|nice|exactly|you know|i mean|honestly|unfortunately|not yet|yet|idk|certainly|absolutely|please|come on|especially|lol|haha)(?:[,.!:;-]+\s*|(?<=\b(?:and|but|so|then))\s+|\s+(?=(?:I|you|we|it|he|she|they|the|my|your|can|could|do|did|are|is|what|how|why|where|when|who|let's)\b)))+/iu;
/**
 * A form of address with a name that no participant has, such as "Hey Tom, ", or an introductory word, such as "Better,
 * "; not a time, such as "Tomorrow, ".
 */
const FORM_OF_ADDRESS =
  /^(?:(?:hi|hey|hello|oh|so|ok|well),? )?(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? \p{L}[\p{L}'-]+|(?!(?:\p{L}+day|tomorrow|tonight|now|then|later|first|next|last|if|when)\b)\p{L}+),\s+(?=(?:I|you|we|it|he|she|they|can|could|would|will|do|does|did|are|is|has|have|may|what|how|why|where|when|who|let's|please)\b)/iu;
const TRAILING_FILLERS =
  /(?:(?<!\b(?:until|since|by|before|till|and|back))[\s,]+(?:please|thanks|though|then|too|right|lol|haha|okay|ok|xd)|,\s*(?:sir|madam|ma'am|officer|doctor|dear|honey|man|mate|guys|buddy))+(?=[.!?]*$)/iu;
const SMILEYS =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\uFE0F|\u200D)+|[:;]-?[()DPpo/\\|*]|<3|\^\^/gu;

/** Removes fillers (interjections, forms of address and smileys) from a sentence, and expands contractions. */
export function simplify(sentence: string, { speaker, listener }: Roles): string {
  let text = withoutSmileys(sentence.replaceAll('’', "'"));
  for (const [pattern, expanded] of CONTRACTIONS) text = text.replace(pattern, expanded);
  for (const name of [listener, speaker]) {
    if (name === undefined) continue;
    const namePattern = `(?:${escapeRegExp(name)}|${escapeRegExp(name.split(' ')[0]!)})`;
    text = text.replace(
      new RegExp(
        `^(?:(?:hi|hey|hello|oh|and|but|so|ok|okay|yes|no) )?${namePattern},\\s*|,\\s*${namePattern}(?=[.!?]*$|,)`,
        'giu',
      ),
      '',
    );
  }
  return text
    .replace(FORM_OF_ADDRESS, '')
    .replace(LEADING_FILLERS, '')
    .replace(FORM_OF_ADDRESS, '')
    .replace(TRAILING_FILLERS, '')
    .replace(/([.!?])[.!?]+$/u, '$1')
    .trim();
}

/** Removes smileys and emoji from a text. */
export function withoutSmileys(text: string): string {
  return text.replace(SMILEYS, '').replace(/\s+/gu, ' ').trim();
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
