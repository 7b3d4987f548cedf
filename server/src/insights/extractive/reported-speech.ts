import { isCommonWord } from './language.js';
import { simplify, type Roles } from './simplify.js';
import { isAdverb, isIrregularPast, isCommonVerb, pastTense, thirdPerson } from './verbs.js';

const MAX_WORDS = 40;

const PLAIN_SUBJECT = /^(?:he|she|it|they|this|that|there)$/iu;
const AUXILIARY =
  /^(?:do|does|did|are|is|am|was|were|have|has|had|can|could|will|would|should|shall|may|might|must|don't|didn't|aren't|isn't|can't|couldn't|won't|haven't|doesn't)$/iu;

/**
 * Converts an English sentence to reported speech: "I'll bring your keys" becomes "Ana will bring Ben's keys".
 *
 * @returns undefined if the sentence cannot be converted safely
 */
export function toReportedSpeech(sentence: string, roles: Roles): string | undefined {
  const normalized = simplify(sentence, roles);
  const words = normalized.replace(/[.!?]+$/u, '').split(/\s+/u);
  if (words.length < 2 || words.length > MAX_WORDS || /["“”]|https?:/u.test(normalized)) return undefined;
  if (roles.listener === undefined && /\b(?:you|your|yours|yourself)\b/iu.test(normalized)) return undefined;
  if (/\b(?:you|we|us) (?:two|three|both|all|guys)\b/iu.test(normalized)) return undefined;
  const reported =
    normalized.endsWith('?') || /^(?:can|could|would|will) you\b/iu.test(normalized)
      ? reportQuestion(words, roles)
      : reportStatement(words, roles);
  return reported === undefined ? undefined : `${reported.replace(/[\s,;:.!?-]+$/u, '')}.`;
}

function reportStatement(words: string[], roles: Roles): string | undefined {
  const [first = '', second = ''] = words;
  const lower = first.toLowerCase();
  if (SHORT_ANSWER.test(words.join(' ')) || lower === 'guess') return undefined;
  if (lower === 'i') return reportFirstPerson(words, roles);
  if (lower === 'let' && second === 'me' && words[2] !== 'know')
    return reportFirstPerson(['I', 'will', ...words.slice(2)], roles);
  if (lower === "let's") return `${roles.speaker} suggests they ${replacePronouns(words.slice(1), roles)}`;
  if (lower === 'please' && !NOT_A_VERB.test(second)) return reportRequest(words.slice(1), roles);
  if (isImperative(lower, second.toLowerCase())) return reportRequest(words, roles);
  if (!/^\p{L}/u.test(first) || isFragment(words)) return undefined;
  const clause = lowerFirst(replacePronouns(words, roles));
  // If the clause already names the listener, the listener is not named twice.
  const listener = roles.listener !== undefined && !clause.includes(roles.listener) ? roles.listener : undefined;
  return listener === undefined ? `${roles.speaker} says ${clause}` : `${roles.speaker} tells ${listener} ${clause}`;
}

/** Words after "please" that are not verbs. */
const NOT_A_VERB = /^(?:i|you|we|he|she|it|they|the|an?|my|your|this|that|if|when|let|no|not|for|in|on|at|to)$/iu;

/** Short answers such as "I did" or "it is", which cannot be understood without the question that they answer. */
const SHORT_ANSWER =
  /^(?:I|you|he|she|it|they|we|that|there) (?:do|does|did|am|is|are|was|were|have|has|can|could|will|would|should)(?:n't| not)?(?:$|,)/iu;

/** Whether a sentence has no recognisable verb or subject, so that the converted text might not be a sentence. */
function isFragment(words: string[]): boolean {
  const normalized = words.map((word) => word.toLowerCase().replace(/[,.;:!?]+$/u, ''));
  if (words.length < 3 || NO_SUBJECT.test(normalized.join(' '))) return true;
  return !normalized.some(
    (word, index) =>
      VERB_FORM.test(word) ||
      (index > 0 && isIrregularPast(word)) ||
      (index > 0 && /\w{3,}(?:s|ed)$/u.test(word) && !BEFORE_NOUN.test(normalized[index - 1]!)),
  );
}
const VERB_FORM =
  /^(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|should|must|may|might|isn't|aren't|wasn't|doesn't|don't|didn't|can't|won't|\w+'s|\w+'ll|need|want|like|know|think|look|go|come|take)$/u;
/** Beginnings of sentences without a subject, which continue the previous sentence. */
const NO_SUBJECT =
  /^(?:not|no|every|mostly|under|with|without|like|as|from|until|than|more|less|because|\w+ed|got|paid|going) /u;
/** Words that precede nouns: the next word is not a verb, even if it ends like a verb. */
const BEFORE_NOUN =
  /^(?:the|a|an|my|your|his|her|their|our|of|for|in|on|at|to|with|from|by|some|many|few|all|no|or|and|more|two|three|four|five|six|seven|eight|nine|ten|\d.*)$/u;

function isImperative(first: string, second: string): boolean {
  if (first === "don't") return true;
  return isCommonVerb(first) && !/^(?:is|are|was|were|will|would|can|has|had|of|for)$/u.test(second);
}

/**
 * Replaces "your" in a reported request, where the listener has just been named: "Ana asks Ben to fasten their seat
 * belt".
 */
const THIRD_PERSON_POSSESSIVES: Readonly<Record<string, string>> = {
  your: 'their',
  yours: 'theirs',
  yourself: 'themselves',
};

function reportRequest(words: string[], roles: Roles): string | undefined {
  if (roles.listener === undefined) return undefined;
  const isNegated = /^don't$/iu.test(words[0]!);
  const theirs = (isNegated ? words.slice(1) : words).map(
    (word) => THIRD_PERSON_POSSESSIVES[word.toLowerCase()] ?? word,
  );
  const rest = replacePronouns(theirs, roles);
  return `${roles.speaker} asks ${roles.listener} ${isNegated ? 'not to' : 'to'} ${lowerFirst(rest)}`;
}

function reportQuestion(words: string[], roles: Roles): string | undefined {
  const lower = words.map((word) => word.toLowerCase().replace(/[,;:]+$/u, ''));
  const [first = '', second = '', third = ''] = lower;
  if (/^(?:how|what)$/u.test(first) && second === 'about')
    return words.some((word) => word.endsWith(','))
      ? undefined
      : `${roles.speaker} suggests ${replacePronouns(words.slice(2), roles)}`;
  if (/^(?:shall|should)$/u.test(first) && second === 'i')
    return `${roles.speaker} asks whether to ${replacePronouns(words.slice(2), roles)}`;
  if ((first === 'shall' || first === 'should') && second === 'we')
    return `${roles.speaker} suggests they ${replacePronouns(words.slice(2), roles)}`;
  if (first === 'why' && second === "don't" && (third === 'we' || third === 'you'))
    return `${roles.speaker} suggests ${third === 'we' ? 'they' : roles.listener} ${replacePronouns(words.slice(3), roles)}`;
  if (/^(?:can|could|would|will)$/u.test(first) && second === 'you' && !/^(?:like|prefer|be|mind)$/u.test(third))
    return reportRequest(words.slice(third === 'please' ? 3 : 2), roles);
  if (AUXILIARY.test(first)) {
    const clause = toDeclarative(words, roles);
    return clause && `${roles.speaker} asks whether ${clause}`;
  }
  return reportOpenQuestion(words, lower, roles);
}

/**
 * Reports a question that begins with a question word: keeps the words before the auxiliary, and puts the rest in
 * declarative order.
 */
function reportOpenQuestion(words: string[], lower: string[], roles: Roles): string | undefined {
  if (!/^(?:what|when|where|why|who|how|which|whose)$/u.test(lower[0]!)) return undefined;
  const auxiliaryIndex = lower.findIndex((word, index) => index > 0 && index < 5 && AUXILIARY.test(word));
  if (auxiliaryIndex === -1) return undefined;
  const questionWords = replacePronouns(words.slice(0, auxiliaryIndex), roles);
  const clause = toDeclarative(words.slice(auxiliaryIndex), roles) ?? withVerbLast(words.slice(auxiliaryIndex), roles);
  if (clause !== undefined)
    return `${roles.speaker} asks ${questionWords.charAt(0).toLowerCase()}${questionWords.slice(1)} ${clause}`;
  // "Who is coming?" already has declarative order.
  return lower[0] === 'who' && auxiliaryIndex === 1
    ? `${roles.speaker} asks ${lowerFirst(replacePronouns(words, roles))}`
    : undefined;
}

/** Converts "is the rent" to "the rent is", if only the subject follows the verb. */
function withVerbLast([verb = '', ...subject]: string[], roles: Roles): string | undefined {
  const isConvertible =
    /^(?:is|are|was|were)$/iu.test(verb) && /^(?:the|your|my|our|his|her|their)$/iu.test(subject[0] ?? '');
  if (!isConvertible || subject.some((word) => /\w(?:ing|ed|en)$|,$/u.test(word) || isIrregularPast(word)))
    return undefined;
  return `${replacePronouns(subject, roles)} ${verb.toLowerCase()}`;
}

/**
 * Converts a question such as "do you want it" to declarative order, if the subject is a pronoun or a name with a
 * title. The end of any other subject is unclear.
 */
function toDeclarative(words: string[], roles: Roles): string | undefined {
  const [auxiliary = '', ...others] = words;
  const title = /^(?:Mr|Mrs|Ms|Miss|Dr)\.?$/u.test(others[0] ?? '') ? others.splice(0, 1) : [];
  const [pronoun = '', ...rest] = others;
  const subject =
    title.length > 0
      ? { text: `${title[0]} ${pronoun}`, isThirdPerson: true }
      : subjectOf(pronoun, rest[0] ?? '', roles);
  if (subject === undefined) return undefined;
  const aux = auxiliary.toLowerCase();
  const index = rest.findIndex((word) => !isAdverb(word.toLowerCase()));
  const adverbs = rest.slice(0, Math.max(index, 0));
  const [, verb = '', tail = ''] = /^(.*?)([,;:]*)$/u.exec(rest[Math.max(index, 0)]?.toLowerCase() ?? '') ?? [];
  const after = replacePronouns(rest.slice(adverbs.length + 1), roles);
  const join = (...parts: string[]) => [subject.text, ...adverbs, ...parts].filter((part) => part !== '').join(' ');
  if (aux === 'do' || aux === 'does') return join(`${subject.isThirdPerson ? thirdPerson(verb) : verb}${tail}`, after);
  if (aux === 'did') return join(`${pastTense(verb)}${tail}`, after);
  return [subject.text, subject.isThirdPerson ? thirdPerson(aux) : aux, replacePronouns(rest, roles)].join(' ');
}

/** Words after "this" or "that" which show that the pronoun alone is the subject: "Is this the bus?". */
const NOT_NOUN_AFTER_THIS =
  /^(?:the|an?|my|your|his|her|our|their|for|from|in|on|at|about|ok|okay|true|right|correct|all|how|what|where|why|who|better|good|enough|possible|really|still|mean|work|make|look|cost|include|help|take|have|\w+ing)$/iu;

function subjectOf(
  word: string,
  next: string,
  { listener }: Roles,
): { text: string; isThirdPerson: boolean } | undefined {
  const lower = word.toLowerCase();
  // The main clause ("Ana asks") already names the speaker.
  if (lower === 'i') return { text: 'they', isThirdPerson: false };
  if (lower === 'you') return listener === undefined ? undefined : { text: listener, isThirdPerson: true };
  if (lower === 'we') return { text: 'they', isThirdPerson: false };
  // "Is this seat taken": "this" begins the subject, whose end is unclear.
  if (/^th(?:is|at)$/u.test(lower) && !NOT_NOUN_AFTER_THIS.test(next)) return undefined;
  return PLAIN_SUBJECT.test(lower) ? { text: lower, isThirdPerson: lower !== 'they' } : undefined;
}

/** Reports a statement that begins with "I": replaces "I" by the speaker's name, and makes the verb agree. */
function reportFirstPerson(words: string[], roles: Roles): string {
  return replacePronouns(words, roles, false);
}

/**
 * Replaces the pronouns of the first and second person, and makes the verbs after them agree.
 *
 * @param isNamedBefore whether the text before `words` names the speaker, so that pronouns are sufficient
 */
function replacePronouns(words: readonly string[], { speaker, listener }: Roles, isNamedBefore = true): string {
  const out: string[] = [];
  let isSpeakerNamed = isNamedBefore;
  /** Whether the next verb has to agree with the name that replaced its subject. */
  let mustAgree = false;
  for (const [index, word] of words.entries()) {
    const [, core = '', tail = ''] = /^(.*?)([,.;:!?)]*)$/u.exec(word) ?? [];
    const lower = core.toLowerCase();
    const next = words[index + 1]?.toLowerCase() ?? '';
    if (mustAgree && isAdverb(lower)) {
      out.push(word);
    } else if (mustAgree) {
      out.push(thirdPerson(lower) + tail);
      mustAgree = false;
    } else if (lower === 'i') {
      // "I was ill and I missed it" becomes "Ana was ill and missed it".
      const before = words[index - 1] ?? '';
      const isSameSubject = !isNamedBefore && tail === '' && /^(?:and|but)$|,$/iu.test(before);
      if (isSameSubject && before.endsWith(',')) out.push('and');
      if (!isSameSubject) out.push((isSpeakerNamed ? 'they' : speaker) + tail);
      mustAgree = (isSameSubject || !isSpeakerNamed) && tail === '';
      if (!mustAgree && next === 'am') out.push('are');
      isSpeakerNamed = true;
    } else if (lower === 'am' && out.at(-1) === 'are') {
      if (tail) out.push(tail);
    } else if (lower === 'you') {
      out.push(listener + tail);
      mustAgree = tail === '' && isSubject(words[index - 1], next);
    } else out.push((POSSESSIVES[lower]?.({ speaker, listener, isSpeakerNamed }) ?? core) + tail);
  }
  return out.join(' ');
}

type PronounContext = { speaker: string; listener: string | undefined; isSpeakerNamed: boolean };
const POSSESSIVES: Readonly<Record<string, (context: PronounContext) => string>> = {
  me: ({ speaker, isSpeakerNamed }) => (isSpeakerNamed ? 'them' : speaker),
  my: ({ speaker, isSpeakerNamed }) => (isSpeakerNamed ? 'their' : `${speaker}'s`),
  mine: () => 'theirs',
  myself: () => 'themselves',
  your: ({ listener }) => `${listener}'s`,
  yours: ({ listener }) => `${listener}'s`,
  yourself: () => 'themselves',
  we: () => 'they',
  us: () => 'them',
  our: () => 'their',
  ours: () => 'theirs',
};

/** Whether "you" between the words `before` and `next` is a subject rather than an object. */
function isSubject(before = '', next: string): boolean {
  if (
    next === '' ||
    /^(?:to|for|with|at|of|about|from|by|on|in|and|(?:see|tell|give|help|let|bring|send|show|thank|meet|call|make)s?)$/iu.test(
      before,
    )
  )
    return false;
  const verb = next.replace(/[,.;:!?]+$/u, '');
  return (
    AUXILIARY.test(verb) ||
    isCommonVerb(verb) ||
    isAdverb(verb) ||
    /^(?:like|need|love|hate|look|seem|live|were)$/u.test(verb)
  );
}

/** Converts the first letter to lower case, unless the first word may be a name. */
function lowerFirst(text: string): string {
  const [first = ''] = /^[\p{L}']+/u.exec(text) ?? [];
  const lower = first.toLowerCase();
  const isCommon =
    isCommonWord(first) ||
    isCommonVerb(lower) ||
    PLAIN_SUBJECT.test(first) ||
    /^(?:not|\w{3,}(?:ing|ly))$/u.test(lower);
  return isCommon && !/^\p{Lu}{2}/u.test(first) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
