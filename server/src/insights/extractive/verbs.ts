/** The past tenses of irregular English verbs, by base form. */
const IRREGULAR_VERBS = new Map(
  `be:was become:became begin:began bite:bit blow:blew break:broke bring:brought build:built buy:bought catch:caught
  choose:chose come:came cost:cost cut:cut deal:dealt do:did draw:drew drink:drank drive:drove eat:ate fall:fell
  feed:fed feel:felt fight:fought find:found fly:flew forget:forgot get:got give:gave go:went grow:grew hang:hung
  have:had hear:heard hide:hid hit:hit hold:held hurt:hurt keep:kept know:knew lay:laid lead:led leave:left lend:lent
  let:let lie:lay lose:lost make:made mean:meant meet:met pay:paid put:put quit:quit read:read ride:rode ring:rang
  rise:rose run:ran say:said see:saw sell:sold send:sent set:set shake:shook shoot:shot show:showed shut:shut sing:sang
  sit:sat sleep:slept speak:spoke spend:spent stand:stood steal:stole swim:swam take:took teach:taught tear:tore
  tell:told think:thought throw:threw understand:understood wake:woke wear:wore win:won write:wrote`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
);
const IRREGULAR_PASTS = new Set([...IRREGULAR_VERBS.values(), 'were']);
/** Verb forms that are the same for all persons. */
const INVARIABLE_FORMS =
  /^(?:will|would|can|could|shall|should|may|might|must|had|did|was|won't|wouldn't|can't|cannot|couldn't|shouldn't|mustn't|hadn't|didn't|wasn't|'d|'ll|better|rather)$/u;
const IRREGULAR_THIRD_PERSON: Readonly<Record<string, string>> = {
  am: 'is',
  is: 'is',
  has: 'has',
  does: 'does',
  are: 'is',
  have: 'has',
  do: 'does',
  go: 'goes',
  "don't": "doesn't",
  "haven't": "hasn't",
  "aren't": "isn't",
  "ain't": "isn't",
  were: 'was',
  "weren't": "wasn't",
};
const ADVERB =
  /^(?:really|just|also|always|never|still|only|actually|probably|already|usually|often|totally|definitely|even|finally|honestly|sometimes|recently|currently|certainly|truly|simply|sure|so|\w{3,}ly)$/u;

/** Irregular and common verbs. A sentence that begins with one is probably an imperative ("call me"). */
const COMMON_VERBS = new Set([
  ...IRREGULAR_VERBS.keys(),
  ...`add ask answer arrange bake book call cancel carry change check clean close collect contact cook copy create
  deliver discuss download drop email enjoy enter explain fill finish fix follow help hurry include inform install
  invite join leave listen look mail mention mind move open order pack park pass pick plan play please post prepare press
  print pull push reach remember remind repair reply report reserve restart return review save schedule search share
  sign start stay stop study talk text touch travel try turn type upload use visit wait walk want wash watch work
  worry`.split(/\s+/),
]);

export function isCommonVerb(word: string): boolean {
  return COMMON_VERBS.has(word);
}

/** Whether a word is the past tense of an irregular verb. */
export function isIrregularPast(word: string): boolean {
  return IRREGULAR_PASTS.has(word);
}

export function isAdverb(word: string): boolean {
  return ADVERB.test(word);
}

/**
 * Returns the third person singular of a verb, such as "wants" for "want". A form that is the same for all persons is
 * returned unchanged.
 */
export function thirdPerson(verb: string): string {
  const known = IRREGULAR_THIRD_PERSON[verb];
  if (known !== undefined) return known;
  if (
    INVARIABLE_FORMS.test(verb) ||
    IRREGULAR_PASTS.has(verb) ||
    (/[^e]ed$|ied$/u.test(verb) && !/^(?:need|feed|speed|succeed|proceed|exceed)$/u.test(verb))
  )
    return verb;
  if (/(?:s|x|z|ch|sh|o)$/u.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/u.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

/** Returns the past tense of the base form of a verb. */
export function pastTense(verb: string): string {
  const irregular = IRREGULAR_VERBS.get(verb);
  if (irregular !== undefined) return irregular;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ied`;
  return /^[^aeiou]*[aeiou][bdgmnprt]$/u.test(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}
