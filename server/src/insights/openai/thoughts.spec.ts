import { withoutThoughts } from './thoughts.js';

const ANSWER = '{"summary": "Ana and Ben meet at noon."}';
const DRAFT = 'They want JSON, so {"summary": "A draft."} it is.';

describe('what a model thinks', () => {
  it.each([
    ['DeepSeek and Qwen', `<think>\n${DRAFT}\n</think>\n\n${ANSWER}`],
    ['Qwen that does not think', `<think>\n\n</think>\n\n${ANSWER}`],
    ['a template that has begun the thought', `Okay. ${DRAFT}\n</think>\n${ANSWER}`],
    ['a thought about thoughts', `<think>The "</think>" is mine. ${DRAFT}</think>${ANSWER}`],
    [
      'other names',
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
      'gpt-oss with a format',
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final <|constrain|>JSON<|message|>${ANSWER}`,
    ],
    ['gpt-oss without brackets', `analysisWe need it. ${DRAFT}assistantfinal${ANSWER}`],
    ['a thought after the answer', `${ANSWER}<think>Was that ${DRAFT}</think>`],
    ['a thought after the answer that was cut off', `${ANSWER}\n<think>Was that ${DRAFT}`],
  ])('is left out: %s', (_, text) => {
    expect(withoutThoughts(text).trim()).toBe(ANSWER);
  });

  it.each([`<think>${DRAFT}`, `Well. <|channel|>analysis<|message|>${DRAFT}<|end|>`, `analysisWe need it. ${DRAFT}`])(
    'has no answer where it was cut off: %j',
    (text) => {
      expect(withoutThoughts(text).replace('Well.', '').trim()).toBe('');
    },
  );

  it('is not what people have said of thoughts, within a complete object', () => {
    const answer = JSON.stringify({ summary: 'Ana asks what <think> and </think> mean.' });
    expect(withoutThoughts(answer)).toBe(answer);
    expect(withoutThoughts('Analysis of [a plan]: I think <b>so</b>.')).toBe(
      'Analysis of [a plan]: I think <b>so</b>.',
    );
  });
});
