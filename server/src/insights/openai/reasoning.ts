import { parseLenientJson } from './lenient-json.js';

const TAG_NAME = String.raw`(?:[a-z]{1,9}:)?(?:ant)?(?:think(?:ing)?|thoughts?|thought[_ -]process|reason(?:ing)?|analysis|reflection|scratchpad|(?:inner|internal)[_ -]monologue)`;
/** The start and end tags of reasoning in current models. Any end tag closes any start tag. */
const START_TAGS = [
  String.raw`<\s*${TAG_NAME}(?:\s[^<>]*)?>`, // DeepSeek, Qwen, GLM, Phi; EXAONE, Gemini
  String.raw`\[\s*${TAG_NAME}\s*\]`, // Magistral
  String.raw`◁\s*${TAG_NAME}\s*▷`, // Kimi
  String.raw`<\|\s*(?:start[_ ]|begin[_ ](?:of[_ ])?)?${TAG_NAME}\s*\|>`, // OpenThinker, Command
  String.raw`<\|channel\|>\s*(?:analysis|commentary)`, // gpt-oss
  '<unused94>', // MedGemma
];
const END_TAGS = [
  String.raw`<\s*\/\s*${TAG_NAME}\s*>`,
  String.raw`\[\s*\/\s*${TAG_NAME}\s*\]`,
  String.raw`◁\s*\/\s*${TAG_NAME}\s*▷`,
  String.raw`<\|\s*(?:end[_ ](?:of[_ ])?|\/)${TAG_NAME}\s*\|>`,
  String.raw`(?:<\|start\|>\s*assistant\s*)?<\|channel\|>\s*final(?:[^{\n]{0,80}?<\|message\|>)?`,
  '<unused95>',
];
const OBJECT_START = String.raw`\{\s*"`;
const TAG = new RegExp(`(?<opening>${START_TAGS.join('|')})|(?<closing>${END_TAGS.join('|')})|${OBJECT_START}`, 'giu');
const END_TAG = new RegExp(END_TAGS.join('|'), 'giu');

/** The tags of gpt-oss as some servers send them, without brackets: `analysisWe need ...assistantfinal{...}`. */
const WITHOUT_BRACKETS = { start: /^\s*(?:analysis|commentary)(?=\p{Lu})/u, end: /^[^]*assistant\s?final/u };
/** Special tokens of chat templates around an answer, such as `<|end|>`. */
const SPECIAL_TOKEN = /<\|[^|<>\s]{1,40}\|>/gu;

/**
 * The maximum number of failed attempts to parse an object, because each attempt can read up to the end of the text.
 */
const MAX_FAILURES = 20;

/**
 * Removes the reasoning of a model before, within and after its answer.
 *
 * The start tag is missing if the chat template has written it: then everything before the end tag is reasoning. If the
 * end tag is missing, everything after the start tag is reasoning. Tags within a complete JSON object are ignored,
 * because participants may have written them.
 */
export function withoutReasoning(text: string): string {
  if (WITHOUT_BRACKETS.start.test(text))
    return WITHOUT_BRACKETS.end.test(text) ? withoutReasoning(text.replace(WITHOUT_BRACKETS.end, '')) : '';
  let answer = '';
  /** Where the text starts that was not yet appended to `answer`. */
  let segmentStart = 0;
  let failures = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(text); tag; tag = TAG.exec(text)) {
    const { opening, closing } = tag.groups!;
    if (opening !== undefined) {
      answer += text.slice(segmentStart, tag.index);
      segmentStart = endOfReasoning(text, TAG.lastIndex);
      TAG.lastIndex = segmentStart;
    } else if (closing !== undefined) {
      answer = '';
      segmentStart = TAG.lastIndex;
    } else if (failures < MAX_FAILURES) {
      const object = parseLenientJson(text, tag.index);
      if (object && !object.isTruncated) TAG.lastIndex = object.end;
      else failures += 1;
    }
  }
  return (answer + text.slice(segmentStart)).replace(SPECIAL_TOKEN, ' ');
}

function endOfReasoning(text: string, start: number): number {
  END_TAG.lastIndex = start;
  return END_TAG.test(text) ? END_TAG.lastIndex : text.length;
}
