import * as lists from 'stopword';

/** Those whose decisions, tasks and questions can be recognised. */
export type Language = 'en' | 'es' | 'de' | 'fr' | 'ar';

const KNOWN: readonly (readonly [Language, readonly string[]])[] = [
  ['en', lists.eng],
  ['es', lists.spa],
  ['de', lists.deu],
  ['fr', lists.fra],
  ['ar', lists.ara],
];
/** Others, by their stop words: so that Portuguese is not taken for Spanish, nor its little words for content. */
const OTHERS = [
  [lists.por, lists.porBr, lists.ita, lists.cat, lists.ron, lists.nld, lists.swe, lists.dan, lists.nob, lists.fin],
  [lists.pol, lists.ces, lists.rus, lists.ukr, lists.tur, lists.hun, lists.ell, lists.ind, lists.heb, lists.fas],
].flat();
/** How much of a text must be stop words of a language for it to be of that language. */
const SHARE = 0.12;

/** All languages; each has a bit of its own. */
const LANGUAGES: readonly (Language | undefined)[] = [
  ...KNOWN.map(([language]) => language),
  ...OTHERS.map(() => undefined),
];
/** The languages of each stop word, as bits. */
const languagesOf = new Map<string, number>();
for (const [bit, list] of [...KNOWN.map(([, list]) => list), ...OTHERS].entries())
  for (const word of list) languagesOf.set(word, (languagesOf.get(word) ?? 0) | (1 << bit));

const ENGLISH = new Set(lists.eng);

/** How people write in chats, beside what the lists hold. */
const CHATTY = new Set(
  `im ive ill id dont didnt doesnt cant couldnt wont wouldnt youre youve theyre hes shes its thats whats lets isnt
  wasnt ok okay yes yeah yep no nope oh hi hey hello bye thanks thank thx please well just really got get gonna wanna
  going lol haha hmm sure great good nice cool wow know think like want tell say said see come go thing things would
  could should one also much many lot`.split(/\s+/),
);

export interface Detected {
  /** Undefined for a language that is not one of the known. */
  readonly language: Language | undefined;
  readonly isStopWord: (word: string) => boolean;
}

/** Which language words are in, by the little words that every text has. */
export function detect(words: readonly string[]): Detected {
  const counts = LANGUAGES.map(() => 0);
  for (const word of words)
    for (let bits = languagesOf.get(word) ?? 0; bits !== 0; bits &= bits - 1)
      counts[31 - Math.clz32(bits & -bits)]! += 1;
  const most = Math.max(...counts);
  if (most / Math.max(words.length, 1) < SHARE)
    return { language: undefined, isStopWord: (word) => [...word].length < 2 };
  const best = counts.indexOf(most);
  const language = LANGUAGES[best];
  const chatty = language === 'en' ? CHATTY : undefined;
  return {
    language,
    isStopWord: (word) =>
      ((languagesOf.get(word) ?? 0) & (1 << best)) !== 0 || chatty?.has(word) === true || word.includes("'"),
  };
}

/** Whether an English word is too common to be a name, whatever its case. */
export function isLittleWord(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    lower !== 'i' &&
    (ENGLISH.has(lower) ||
      CHATTY.has(lower) ||
      /^(?:tomorrow|today|tonight|yesterday|maybe|someone|somebody|everybody|everyone|nobody|people|usually|first|last|next|after|before|your|their|our)$/u.test(
        lower,
      ))
  );
}
