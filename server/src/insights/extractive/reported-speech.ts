import { isLittleWord } from './language.js';
import { simplify, type Roles } from './simplify.js';
import { isAdverb, isPast, isVerb, past, thirdPerson } from './verbs.js';

const MAX_WORDS = 40;

const PLAIN_SUBJECT = /^(?:he|she|it|they|this|that|there)$/iu;
const AUXILIARY =
  /^(?:do|does|did|are|is|am|was|were|have|has|had|can|could|will|would|should|shall|may|might|must|don't|didn't|aren't|isn't|can't|couldn't|won't|haven't|doesn't)$/iu;

/**
 * An English sentence as somebody else would tell it: "I'll bring your keys" becomes "Ana will bring Ben's keys".
 *
 * @returns nothing where the sentence cannot be turned around safely
 */
export function report(sentence: string, roles: Roles): string | undefined {
  const plain = simplify(sentence, roles);
  const words = plain.replace(/[.!?]+$/u, '').split(/\s+/u);
  if (words.length < 2 || words.length > MAX_WORDS || /["“”]|https?:/u.test(plain)) return undefined;
  if (roles.listener === undefined && /\b(?:you|your|yours|yourself)\b/iu.test(plain)) return undefined;
  if (/\b(?:you|we|us) (?:two|three|both|all|guys)\b/iu.test(plain)) return undefined;
  const told =
    plain.endsWith('?') || /^(?:can|could|would|will) you\b/iu.test(plain)
      ? question(words, roles)
      : statement(words, roles);
  return told === undefined ? undefined : `${told.replace(/[\s,;:.!?-]+$/u, '')}.`;
}

function statement(words: string[], roles: Roles): string | undefined {
  const [first = '', second = ''] = words;
  const lower = first.toLowerCase();
  if (SHORT_ANSWER.test(words.join(' ')) || lower === 'guess') return undefined;
  if (lower === 'i') return told(words, roles);
  if (lower === 'let' && second === 'me' && words[2] !== 'know') return told(['I', 'will', ...words.slice(2)], roles);
  if (lower === "let's") return `${roles.speaker} suggests they ${replaced(words.slice(1), roles)}`;
  if (lower === 'please' && !NO_ORDER.test(second)) return asked(words.slice(1), roles);
  if (isOrder(lower, second.toLowerCase())) return asked(words, roles);
  if (!/^\p{L}/u.test(first) || isFragment(words)) return undefined;
  const said = lowerFirst(replaced(words, roles));
  // Whoever is spoken of in it need not be named twice.
  const listener = roles.listener !== undefined && !said.includes(roles.listener) ? roles.listener : undefined;
  return listener === undefined ? `${roles.speaker} says ${said}` : `${roles.speaker} tells ${listener} ${said}`;
}

/** What may stand behind "please" and is no verb. */
const NO_ORDER = /^(?:i|you|we|he|she|it|they|the|an?|my|your|this|that|if|when|let|no|not|for|in|on|at|to)$/iu;

/** "I did", "it is": nobody knows what without the question. */
const SHORT_ANSWER =
  /^(?:I|you|he|she|it|they|we|that|there) (?:do|does|did|am|is|are|was|were|have|has|can|could|will|would|should)(?:n't| not)?(?:$|,)/iu;

/** Without a verb that we know the shape of, a turned-around sentence may be none. */
function isFragment(words: string[]): boolean {
  const plain = words.map((word) => word.toLowerCase().replace(/[,.;:!?]+$/u, ''));
  if (words.length < 3 || NO_SUBJECT.test(plain.join(' '))) return true;
  return !plain.some(
    (word, index) =>
      VERBAL.test(word) ||
      (index > 0 && isPast(word)) ||
      (index > 0 && /\w{3,}(?:s|ed)$/u.test(word) && !NOUN_AHEAD.test(plain[index - 1]!)),
  );
}
const VERBAL =
  /^(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|should|must|may|might|isn't|aren't|wasn't|doesn't|don't|didn't|can't|won't|\w+'s|\w+'ll|need|want|like|know|think|look|go|come|take)$/u;
/** A sentence that goes on from the one before: who does it was said there. */
const NO_SUBJECT =
  /^(?:not|no|every|mostly|under|with|without|like|as|from|until|than|more|less|because|\w+ed|got|paid|going) /u;
/** What stands before nouns: a word behind it that ends as verbs do is none. */
const NOUN_AHEAD =
  /^(?:the|a|an|my|your|his|her|their|our|of|for|in|on|at|to|with|from|by|some|many|few|all|no|or|and|more|two|three|four|five|six|seven|eight|nine|ten|\d.*)$/u;

function isOrder(first: string, second: string): boolean {
  if (first === "don't") return true;
  return isVerb(first) && !/^(?:is|are|was|were|will|would|can|has|had|of|for)$/u.test(second);
}

/** Who is asked to do something has just been named. */
const YOURS: Readonly<Record<string, string>> = { your: 'their', yours: 'theirs', yourself: 'themselves' };

function asked(words: string[], roles: Roles): string | undefined {
  if (roles.listener === undefined) return undefined;
  const not = /^don't$/iu.test(words[0]!);
  const theirs = (not ? words.slice(1) : words).map((word) => YOURS[word.toLowerCase()] ?? word);
  const rest = replaced(theirs, roles);
  return `${roles.speaker} asks ${roles.listener} ${not ? 'not to' : 'to'} ${lowerFirst(rest)}`;
}

function question(words: string[], roles: Roles): string | undefined {
  const lower = words.map((word) => word.toLowerCase().replace(/[,;:]+$/u, ''));
  const [first = '', second = '', third = ''] = lower;
  if (/^(?:how|what)$/u.test(first) && second === 'about')
    return words.some((word) => word.endsWith(','))
      ? undefined
      : `${roles.speaker} suggests ${replaced(words.slice(2), roles)}`;
  if (/^(?:shall|should)$/u.test(first) && second === 'i')
    return `${roles.speaker} asks whether to ${replaced(words.slice(2), roles)}`;
  if ((first === 'shall' || first === 'should') && second === 'we')
    return `${roles.speaker} suggests they ${replaced(words.slice(2), roles)}`;
  if (first === 'why' && second === "don't" && (third === 'we' || third === 'you'))
    return `${roles.speaker} suggests ${third === 'we' ? 'they' : roles.listener} ${replaced(words.slice(3), roles)}`;
  if (/^(?:can|could|would|will)$/u.test(first) && second === 'you' && !/^(?:like|prefer|be|mind)$/u.test(third))
    return asked(words.slice(third === 'please' ? 3 : 2), roles);
  if (AUXILIARY.test(first)) {
    const clause = inverted(words, roles);
    return clause && `${roles.speaker} asks whether ${clause}`;
  }
  return open(words, lower, roles);
}

/** A question with a question word: up to its auxiliary, then turned around. */
function open(words: string[], lower: string[], roles: Roles): string | undefined {
  if (!/^(?:what|when|where|why|who|how|which|whose)$/u.test(lower[0]!)) return undefined;
  const place = lower.findIndex((word, index) => index > 0 && index < 5 && AUXILIARY.test(word));
  if (place === -1) return undefined;
  const lead = replaced(words.slice(0, place), roles);
  const clause = inverted(words.slice(place), roles) ?? equated(words.slice(place), roles);
  if (clause !== undefined) return `${roles.speaker} asks ${lead.charAt(0).toLowerCase()}${lead.slice(1)} ${clause}`;
  // "Who is coming?" needs no turning around.
  return lower[0] === 'who' && place === 1 ? `${roles.speaker} asks ${lowerFirst(replaced(words, roles))}` : undefined;
}

/** "is the rent" as "the rent is": where nothing but what is asked for stands behind the verb. */
function equated([be = '', ...thing]: string[], roles: Roles): string | undefined {
  const known = /^(?:is|are|was|were)$/iu.test(be) && /^(?:the|your|my|our|his|her|their)$/iu.test(thing[0] ?? '');
  if (!known || thing.some((word) => /\w(?:ing|ed|en)$|,$/u.test(word) || isPast(word))) return undefined;
  return `${replaced(thing, roles)} ${be.toLowerCase()}`;
}

/** "do you want it" as "you want it", told: only behind a pronoun it is clear where the subject ends. */
function inverted(words: string[], roles: Roles): string | undefined {
  const [auxiliary = '', ...others] = words;
  const title = /^(?:Mr|Mrs|Ms|Miss|Dr)\.?$/u.test(others[0] ?? '') ? others.splice(0, 1) : [];
  const [pronoun = '', ...rest] = others;
  const subject =
    title.length > 0 ? { text: `${title[0]} ${pronoun}`, third: true } : subjectOf(pronoun, rest[0] ?? '', roles);
  if (subject === undefined) return undefined;
  const aux = auxiliary.toLowerCase();
  const index = rest.findIndex((word) => !isAdverb(word.toLowerCase()));
  const adverbs = rest.slice(0, Math.max(index, 0));
  const [, verb = '', tail = ''] = /^(.*?)([,;:]*)$/u.exec(rest[Math.max(index, 0)]?.toLowerCase() ?? '') ?? [];
  const after = replaced(rest.slice(adverbs.length + 1), roles);
  const join = (...parts: string[]) => [subject.text, ...adverbs, ...parts].filter((part) => part !== '').join(' ');
  if (aux === 'do' || aux === 'does') return join(`${subject.third ? thirdPerson(verb) : verb}${tail}`, after);
  if (aux === 'did') return join(`${past(verb)}${tail}`, after);
  return [subject.text, subject.third ? thirdPerson(aux) : aux, replaced(rest, roles)].join(' ');
}

const AFTER_THIS =
  /^(?:the|an?|my|your|his|her|our|their|for|from|in|on|at|about|ok|okay|true|right|correct|all|how|what|where|why|who|better|good|enough|possible|really|still|mean|work|make|look|cost|include|help|take|have|\w+ing)$/iu;

function subjectOf(word: string, next: string, { listener }: Roles): { text: string; third: boolean } | undefined {
  const lower = word.toLowerCase();
  // Whoever asks is named already.
  if (lower === 'i') return { text: 'they', third: false };
  if (lower === 'you') return listener === undefined ? undefined : { text: listener, third: true };
  if (lower === 'we') return { text: 'they', third: false };
  // "Is this seat taken": what it is about begins with "this", and nobody knows where it ends.
  if (/^th(?:is|at)$/u.test(lower) && !AFTER_THIS.test(next)) return undefined;
  return PLAIN_SUBJECT.test(lower) ? { text: lower, third: lower !== 'they' } : undefined;
}

/** A statement with "I" or "you" as its subject, or another: who is meant is named, and the verb goes with it. */
function told(words: string[], roles: Roles): string {
  return replaced(words, roles, false);
}

/** Every pronoun of the first and second person replaced, the verbs behind them made to agree. */
function replaced(words: readonly string[], { speaker, listener }: Roles, named = true): string {
  const out: string[] = [];
  let speakerNamed = named;
  let agree = false;
  for (const [index, word] of words.entries()) {
    const [, core = '', tail = ''] = /^(.*?)([,.;:!?)]*)$/u.exec(word) ?? [];
    const lower = core.toLowerCase();
    const next = words[index + 1]?.toLowerCase() ?? '';
    if (agree && isAdverb(lower)) {
      out.push(word);
    } else if (agree) {
      out.push(thirdPerson(lower) + tail);
      agree = false;
    } else if (lower === 'i') {
      // "I was ill and I missed it": who was ill is who missed it.
      const before = words[index - 1] ?? '';
      const goesOn = !named && tail === '' && /^(?:and|but)$|,$/iu.test(before);
      if (goesOn && before.endsWith(',')) out.push('and');
      if (!goesOn) out.push((speakerNamed ? 'they' : speaker) + tail);
      agree = (goesOn || !speakerNamed) && tail === '';
      if (!agree && next === 'am') out.push('are');
      speakerNamed = true;
    } else if (lower === 'am' && out.at(-1) === 'are') {
      if (tail) out.push(tail);
    } else if (lower === 'you') {
      out.push(listener + tail);
      agree = tail === '' && isSubject(words[index - 1], next);
    } else out.push((POSSESSIVES[lower]?.({ speaker, listener, speakerNamed }) ?? core) + tail);
  }
  return out.join(' ');
}

type Named = { speaker: string; listener: string | undefined; speakerNamed: boolean };
const POSSESSIVES: Readonly<Record<string, (named: Named) => string>> = {
  me: ({ speaker, speakerNamed }) => (speakerNamed ? 'them' : speaker),
  my: ({ speaker, speakerNamed }) => (speakerNamed ? 'their' : `${speaker}'s`),
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

/** Whether "you" between these words does something, rather than having it done. */
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
    isVerb(verb) ||
    isAdverb(verb) ||
    /^(?:like|need|love|hate|look|seem|live|were)$/u.test(verb)
  );
}

/** The first word in lower case, unless it may be a name. */
function lowerFirst(text: string): string {
  const [first = ''] = /^[\p{L}']+/u.exec(text) ?? [];
  const lower = first.toLowerCase();
  const common =
    isLittleWord(first) || isVerb(lower) || PLAIN_SUBJECT.test(first) || /^(?:not|\w{3,}(?:ing|ly))$/u.test(lower);
  return common && !/^\p{Lu}{2}/u.test(first) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
