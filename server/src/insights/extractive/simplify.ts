/** Who speaks, and to whom; nobody, where several could be meant by "you". */
export interface Roles {
  readonly speaker: string;
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
const LEADING =
  /^(?:(?:oh|well|yeah|yes|yep|no|nope|ok|okay|sure|hmm+|ah|aw+|hey|hi|hello|so|but|and|because|then|actually|great|good|right|alright|all right|anyway|look|listen|wow|really|thanks|thank you|sorry|i am (?:so |very |really )?sorry|guess what|omg|ugh|argh|damn|phew|yay|yess+|err+|uh+|excuse me|pardon|thank god|i know|i see|i am afraid (?:not|so)|by the way|btw|oh no|of course|perfect|fine|cool|nice|exactly|you know|i mean|honestly|unfortunately|not yet|yet|idk|certainly|absolutely|please|come on|especially|lol|haha)(?:[,.!:;-]+\s*|(?<=\b(?:and|but|so|then))\s+|\s+(?=(?:I|you|we|it|he|she|they|the|my|your|can|could|do|did|are|is|what|how|why|where|when|who|let's)\b)))+/iu;
/** Somebody called by a name that none of the speakers has, or a word that only opens; not when something happens. */
const CALLED =
  /^(?:(?:hi|hey|hello|oh|so|ok|well),? )?(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? \p{L}[\p{L}'-]+|(?!(?:\p{L}+day|tomorrow|tonight|now|then|later|first|next|last|if|when)\b)\p{L}+),\s+(?=(?:I|you|we|it|he|she|they|can|could|would|will|do|does|did|are|is|has|have|may|what|how|why|where|when|who|let's|please)\b)/iu;
const TRAILING =
  /(?:(?<!\b(?:until|since|by|before|till|and|back))[\s,]+(?:please|thanks|though|then|too|right|lol|haha|okay|ok|xd)|,\s*(?:sir|madam|ma'am|officer|doctor|dear|honey|man|mate|guys|buddy))+(?=[.!?]*$)/iu;
const DECORATION =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\uFE0F|\u200D)+|[:;]-?[()DPpo/\\|*]|<3|\^\^/gu;

/** The sentence without what only fills it: interjections, names called out, smileys. */
export function simplify(sentence: string, { speaker, listener }: Roles): string {
  let text = undecorated(sentence.replaceAll('’', "'"));
  for (const [pattern, expanded] of CONTRACTIONS) text = text.replace(pattern, expanded);
  for (const name of [listener, speaker]) {
    if (name === undefined) continue;
    const called = `(?:${escaped(name)}|${escaped(name.split(' ')[0]!)})`;
    text = text.replace(
      new RegExp(
        `^(?:(?:hi|hey|hello|oh|and|but|so|ok|okay|yes|no) )?${called},\\s*|,\\s*${called}(?=[.!?]*$|,)`,
        'giu',
      ),
      '',
    );
  }
  return text
    .replace(CALLED, '')
    .replace(LEADING, '')
    .replace(CALLED, '')
    .replace(TRAILING, '')
    .replace(/([.!?])[.!?]+$/u, '$1')
    .trim();
}

/** A text without smileys. */
export function undecorated(text: string): string {
  return text.replace(DECORATION, '').replace(/\s+/gu, ' ').trim();
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
