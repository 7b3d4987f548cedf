import * as lists from 'stopword';

/** The languages in which decisions, tasks and questions are recognised. */
export type Language = 'en' | 'es' | 'de' | 'fr' | 'ar';

const SUPPORTED: readonly (readonly [Language, readonly string[]])[] = [
  ['en', lists.eng],
  ['es', lists.spa],
  ['de', lists.deu],
  ['fr', lists.fra],
  ['ar', lists.ara],
];
/**
 * Stop words of other languages, so that a Portuguese text is not detected as Spanish, and its stop words do not count
 * as content words.
 */
const UNSUPPORTED = [
  [lists.por, lists.porBr, lists.ita, lists.cat, lists.ron, lists.nld, lists.swe, lists.dan, lists.nob, lists.fin],
  [lists.pol, lists.ces, lists.rus, lists.ukr, lists.tur, lists.hun, lists.ell, lists.ind, lists.heb, lists.fas],
].flat();
/**
 * The minimum share of the words of a text that are stop words of its language. If no language reaches it, the language
 * is unknown.
 */
const MIN_STOP_WORD_SHARE = 0.12;

/** All languages. The index of a language is the number of its bit in the bit sets of `languagesOf`. */
const LANGUAGES: readonly (Language | undefined)[] = [
  ...SUPPORTED.map(([language]) => language),
  ...UNSUPPORTED.map(() => undefined),
];
/** The languages that have a word as a stop word, as a bit set. */
const languagesOf = new Map<string, number>();
for (const [bit, list] of [...SUPPORTED.map(([, list]) => list), ...UNSUPPORTED].entries())
  for (const word of list) languagesOf.set(word, (languagesOf.get(word) ?? 0) | (1 << bit));

const ENGLISH = new Set(lists.eng);

/** English words that are frequent in chats and are not in the stop word lists. */
const CHAT_WORDS = new Set(
  `im ive ill id dont didnt doesnt cant couldnt wont wouldnt youre youve theyre hes shes its thats whats lets isnt
  wasnt ok okay yes yeah yep no nope oh hi hey hello bye thanks thank thx please well just really got get gonna wanna
  going lol haha hmm sure great good nice cool wow know think like want tell say said see come go thing things would
  could should one also much many lot`.split(/\s+/),
);

export interface DetectedLanguage {
  /** Undefined if the language is unknown, or none of {@link Language}. */
  readonly language: Language | undefined;
  readonly isStopWord: (word: string) => boolean;
}

/** Detects the language of a text by the stop words among its words, because every text has stop words. */
export function detectLanguage(words: readonly string[]): DetectedLanguage {
  const counts = LANGUAGES.map(() => 0);
  // For each word, counts all languages whose bits are set.
  for (const word of words)
    for (let bits = languagesOf.get(word) ?? 0; bits !== 0; bits &= bits - 1)
      counts[31 - Math.clz32(bits & -bits)]! += 1;
  const maxCount = Math.max(...counts);
  if (maxCount / Math.max(words.length, 1) < MIN_STOP_WORD_SHARE)
    return { language: undefined, isStopWord: (word) => [...word].length < 2 };
  const detectedIndex = counts.indexOf(maxCount);
  const language = LANGUAGES[detectedIndex];
  const chatWords = language === 'en' ? CHAT_WORDS : undefined;
  return {
    language,
    isStopWord: (word) =>
      ((languagesOf.get(word) ?? 0) & (1 << detectedIndex)) !== 0 ||
      chatWords?.has(word) === true ||
      word.includes("'"),
  };
}

/** Whether an English word is too common to be a name. Its case is ignored. */
export function isCommonWord(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    lower !== 'i' &&
    (ENGLISH.has(lower) ||
      CHAT_WORDS.has(lower) ||
      /^(?:tomorrow|today|tonight|yesterday|maybe|someone|somebody|everybody|everyone|nobody|people|usually|first|last|next|after|before|your|their|our)$/u.test(
        lower,
      ))
  );
}
