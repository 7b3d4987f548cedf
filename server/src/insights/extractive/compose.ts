import { hasContent, prose, shorten } from '../clean-text.js';
import type { Language } from './language.js';
import { replyTo } from './items.js';
import { report } from './reported-speech.js';
import { undecorated } from './simplify.js';
import type { Utterance } from './utterances.js';

/** As short as the conversation allows: the square root, since long ones repeat themselves. */
const BUDGET = { base: 10, perRoot: 1.7, min: 12, max: 110 };
/** A sentence that shares more than this of its content with those chosen says nothing new. */
const TOO_ALIKE = 0.6;
/** Room that is left is not filled with what is worth less than this share of the best. */
const WORTH_TELLING = 0.15;
/** By how many words the last sentence may go beyond the room. */
const SLACK = 4;
/** What a sentence that can only be quoted is worth, beside one that can be told. */
const QUOTED = 0.9;
/** More than any digest has room for. */
const CANDIDATES = 100;

export interface Chosen {
  readonly index: number;
  readonly utterance: Utterance;
  /** As a digest tells it. */
  readonly text: string;
  /** The lines that say so. */
  readonly lines: readonly number[];
}

/** What a digest of some language needs to know about its conversation. */
export interface Telling {
  readonly names: readonly string[];
  readonly language: Language | undefined;
  readonly isStopWord: (word: string) => boolean;
}

/** The best sentences that fit together, in their order; none says what another has said. */
export function choose(utterances: readonly Utterance[], scores: readonly number[], telling: Telling): Chosen[] {
  const total = utterances.reduce((sum, { words }) => sum + words.length, 0);
  let left = Math.min(BUDGET.max, Math.max(BUDGET.min, BUDGET.base + BUDGET.perRoot * Math.sqrt(total)));
  const chosen: Chosen[] = [];
  const said = new Set<string>();
  const best = candidates(utterances, scores, telling);
  const least = (best[0]?.value ?? 0) * WORTH_TELLING;
  for (const { value, ...candidate } of best) {
    if (value < least) break;
    const { words } = candidate.utterance;
    if (words.length > left + SLACK && chosen.length > 0) continue;
    const content = words.filter((word) => !telling.isStopWord(word));
    const known = content.filter((word) => said.has(word)).length / Math.max(content.length, 1);
    if (known > TOO_ALIKE) continue;
    chosen.push(candidate);
    content.forEach((word) => said.add(word));
    left -= words.length;
    if (left < 4) break;
  }
  return chosen.toSorted((one, other) => one.index - other.index);
}

/** The best sentences, best first. One that can only be quoted is mostly half a sentence, and worth less. */
function candidates(
  utterances: readonly Utterance[],
  scores: readonly number[],
  { names, language }: Telling,
): (Chosen & { readonly value: number })[] {
  const byValue = (one: { value: number; index: number }, other: { value: number; index: number }) =>
    other.value - one.value || one.index - other.index;
  return scores
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => value > 0)
    .toSorted(byValue)
    .slice(0, CANDIDATES)
    .filter(({ index }) => hasContent(prose(utterances[index]!.text)))
    .map(({ value, index }) => {
      const utterance = utterances[index]!;
      const reported = language === 'en' ? reportOf(utterance, names) : undefined;
      const text = reported ?? `${utterance.name}: ${closed(quoted(utterance, names))}`;
      const agreed = reported && agreement(utterances, index);
      return {
        index,
        utterance,
        text: agreed ? text.replace(/\.$/u, `, and ${agreed.name} agrees.`) : text,
        lines: agreed ? [utterance.line, agreed.line] : [utterance.line],
        value: language === 'en' && !reported ? value * QUOTED : value,
      };
    })
    .toSorted(byValue);
}

/** Who says yes to what one asks or proposes, without a "but". */
function agreement(utterances: readonly Utterance[], index: number): Utterance | undefined {
  const { request, proposal } = utterances[index]!;
  const reply = request || proposal ? replyTo(utterances, index) : undefined;
  return reply?.agreement && !/\bbut\b/iu.test(reply.text) ? reply : undefined;
}

/** What was said in the third person, where that is safe: English, and a sentence that can be turned around. */
function reportOf(utterance: Utterance, names: readonly string[]): string | undefined {
  const others = names.filter((name) => name !== utterance.name);
  return report(prose(utterance.text), {
    speaker: utterance.name,
    listener: others.length === 1 ? others[0] : undefined,
  });
}

const GREETING = /^(?:hi|hello|hey|hola|oye|hallo|moin|hoi|salut|bonjour|coucou|ciao|oi|olá|مرحبا|أهلا)(?!\p{L})/iu;

/** What was said, without the greeting in front of it. */
function quoted({ text, name }: Utterance, names: readonly string[]): string {
  const plain = undecorated(prose(text)) || prose(text);
  const called = names
    .filter((other) => other !== name)
    .find((other) => plain.replace(GREETING, '').trim().startsWith(other));
  const rest = plain
    .replace(GREETING, '')
    .trim()
    .slice(called?.length ?? 0)
    .replace(/^[\s,!،.]+/u, '');
  return GREETING.test(plain) && rest !== '' ? rest.charAt(0).toUpperCase() + rest.slice(1) : plain;
}

function closed(text: string): string {
  return /[.!?…。！？؟]$/u.test(text) ? text : `${text}.`;
}

const told = (parts: readonly string[]) => parts.at(-1) ?? '';

/** One paragraph; who goes on speaking is not named again. */
export function join(sentences: readonly { readonly name: string; readonly text: string }[]): string {
  const parts: string[] = [];
  let last: string | undefined;
  for (const { name, text } of sentences) {
    const goesOn =
      last === name && text.startsWith(`${name} `) && !/ (?:says|asks|suggests) /u.test(`${told(parts)} ${text}`);
    const before = told(parts);
    const joined =
      goesOn && before.startsWith(`${name} `) && before.endsWith('.') && !/,| and /u.test(`${before} ${text}`);
    if (joined) parts[parts.length - 1] = `${before.slice(0, -1)} and ${text.slice(name.length + 1)}`;
    else if (last === name && text.startsWith(`${name}: `)) parts.push(text.slice(name.length + 2));
    else parts.push(text);
    last = name;
  }
  return shorten(parts.join(' '), 120);
}
