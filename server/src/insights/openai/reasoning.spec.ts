import { withoutReasoning } from './reasoning.js';

const ANSWER = '{"summary": "Ana and Ben meet at noon."}';
const DRAFT = 'They want JSON, so {"summary": "A draft."} it is.';

describe('the reasoning of a model', () => {
  it.each([
    ['DeepSeek and Qwen', `<think>\n${DRAFT}\n</think>\n\n${ANSWER}`],
    ['Qwen without reasoning', `<think>\n\n</think>\n\n${ANSWER}`],
    ['a chat template that has written the start tag', `Okay. ${DRAFT}\n</think>\n${ANSWER}`],
    ['reasoning that mentions its end tag', `<think>The "</think>" is mine. ${DRAFT}</think>${ANSWER}`],
    [
      'other tag names',
      `<Thinking>${DRAFT}</Thinking><reasoning type="x">${DRAFT}</reasoning>< thought >a</ thought >${ANSWER}`,
    ],
    ['Seed', `<seed:think>${DRAFT}</seed:think>${ANSWER}`],
    ['Magistral', `[THINK]${DRAFT}[/THINK]${ANSWER}`],
    ['Kimi', `◁think▷${DRAFT}◁/think▷${ANSWER}`],
    ['OpenThinker', `<|begin_of_thought|>${DRAFT}<|end_of_thought|>${ANSWER}`],
    ['Command', `<|START_THINKING|>${DRAFT}<|END_THINKING|><|START_RESPONSE|>${ANSWER}<|END_RESPONSE|>`],
    ['MedGemma', `<unused94>${DRAFT}<unused95>${ANSWER}`],
    [
      'gpt-oss',
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final<|message|>${ANSWER}<|return|>`,
    ],
    [
      'gpt-oss with a response format',
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final <|constrain|>JSON<|message|>${ANSWER}`,
    ],
    ['gpt-oss without the brackets of its tokens', `analysisWe need it. ${DRAFT}assistantfinal${ANSWER}`],
    ['reasoning after the answer', `${ANSWER}<think>Was that ${DRAFT}</think>`],
    ['truncated reasoning after the answer', `${ANSWER}\n<think>Was that ${DRAFT}`],
  ])('is removed from a response (%s)', (_, text) => {
    expect(withoutReasoning(text).trim()).toBe(ANSWER);
  });

  it.each([`<think>${DRAFT}`, `Well. <|channel|>analysis<|message|>${DRAFT}<|end|>`, `analysisWe need it. ${DRAFT}`])(
    'leaves no answer if it was truncated: %j',
    (text) => {
      expect(withoutReasoning(text).replace('Well.', '').trim()).toBe('');
    },
  );

  it('does not include tags in the strings of a complete JSON object, because participants wrote them, or text that only resembles tags', () => {
    const answer = JSON.stringify({ summary: 'Ana asks what <think> and </think> mean.' });
    expect(withoutReasoning(answer)).toBe(answer);
    expect(withoutReasoning('Analysis of [a plan]: I think <b>so</b>.')).toBe(
      'Analysis of [a plan]: I think <b>so</b>.',
    );
  });
});
