import { readJson } from './lenient-json.js';

const NAME = String.raw`(?:[a-z]{1,9}:)?(?:ant)?(?:think(?:ing)?|thoughts?|thought[_ -]process|reason(?:ing)?|analysis|reflection|scratchpad|(?:inner|internal)[_ -]monologue)`;
/** How models of today begin and end a thought; any end fits any beginning. */
const OPENING = [
  String.raw`<\s*${NAME}(?:\s[^<>]*)?>`, // DeepSeek, Qwen, GLM, Phi; EXAONE, Gemini
  String.raw`\[\s*${NAME}\s*\]`, // Magistral
  String.raw`◁\s*${NAME}\s*▷`, // Kimi
  String.raw`<\|\s*(?:start[_ ]|begin[_ ](?:of[_ ])?)?${NAME}\s*\|>`, // OpenThinker, Command
  String.raw`<\|channel\|>\s*(?:analysis|commentary)`, // gpt-oss
  '<unused94>', // MedGemma
];
const CLOSING = [
  String.raw`<\s*\/\s*${NAME}\s*>`,
  String.raw`\[\s*\/\s*${NAME}\s*\]`,
  String.raw`◁\s*\/\s*${NAME}\s*▷`,
  String.raw`<\|\s*(?:end[_ ](?:of[_ ])?|\/)${NAME}\s*\|>`,
  String.raw`(?:<\|start\|>\s*assistant\s*)?<\|channel\|>\s*final(?:[^{\n]{0,80}?<\|message\|>)?`,
  '<unused95>',
];
const OBJECT = String.raw`\{\s*"`;
const MARK = new RegExp(`(?<opening>${OPENING.join('|')})|(?<closing>${CLOSING.join('|')})|${OBJECT}`, 'giu');
const END = new RegExp(CLOSING.join('|'), 'giu');

/** What is left of the marks of gpt-oss where a server leaves out their brackets. */
const BARE = { beginning: /^\s*(?:analysis|commentary)(?=\p{Lu})/u, end: /^[^]*assistant\s?final/u };
/** Marks of templates, as `<|end|>`, around an answer. */
const TOKEN = /<\|[^|<>\s]{1,40}\|>/gu;

/** How many beginnings of objects that are none are looked at: each may have to be read up to the end of the text. */
const MAX_FAILURES = 20;

/**
 * A text without what a model has thought before, in between or after its answer.
 *
 * The beginning of a thought may be missing, where the template of the chat has begun it: then everything before its end was
 * thought. Where the end is missing, everything that follows was. In a complete JSON object nothing is a mark: people may have
 * talked of one.
 */
export function withoutThoughts(text: string): string {
  if (BARE.beginning.test(text)) return BARE.end.test(text) ? withoutThoughts(text.replace(BARE.end, '')) : '';
  let answer = '';
  let from = 0;
  let failures = 0;
  MARK.lastIndex = 0;
  for (let mark = MARK.exec(text); mark; mark = MARK.exec(text)) {
    const { opening, closing } = mark.groups!;
    if (opening !== undefined) {
      answer += text.slice(from, mark.index);
      from = endOfThought(text, MARK.lastIndex);
      MARK.lastIndex = from;
    } else if (closing !== undefined) {
      answer = '';
      from = MARK.lastIndex;
    } else if (failures < MAX_FAILURES) {
      const object = readJson(text, mark.index);
      if (object && !object.isCut) MARK.lastIndex = object.end;
      else failures += 1;
    }
  }
  return (answer + text.slice(from)).replace(TOKEN, ' ');
}

function endOfThought(text: string, start: number): number {
  END.lastIndex = start;
  return END.test(text) ? END.lastIndex : text.length;
}
