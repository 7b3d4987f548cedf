import { redactQuotations } from './redact-quotations.js';

const line = (n: number, text: string) => JSON.stringify({ n, from: 'Ana', text });
const conversation = [line(1, 'The barn key is under the mat'), line(2, 'Müller said: "at noon"\nnot before')].join(
  '\n',
);

describe('the message of a model server', () => {
  it.each([
    'Incorrect API key provided',
    "Unsupported value: 'temperature' is not supported with this model",
    'The model `llama3.2:1b` does not exist or you do not have access to it. · invalid_request_error · model_not_found',
    'fetch failed: connect ECONNREFUSED 127.0.0.1:11434',
    'Invalid syntax',
  ])('stays unchanged if it quotes nothing of the conversation: %s', (message) => {
    expect(redactQuotations(message, conversation, ['llama3.2:1b'])).toBe(message);
  });

  it.each([
    ['Invalid content: "The barn key is under the mat".', 'Invalid content: "[…]".'],
    ['Invalid content: the BARN KEY IS…', 'Invalid content: […]…'],
    ['Cut off after The barn key is unde', 'Cut off after […]'],
    ['Unknown word: muller', 'Unknown word: […]'],
    ['Unknown word: MÜLLER', 'Unknown word: […]'],
    ['Cannot parse "M\\\\u00fcller said: \\\\"at noon\\\\"\\\\nnot before"', 'Cannot parse "[…]"'],
    ['Cannot find /M%C3%BCller/noon', 'Cannot find /[…]'],
    ['Bad · Müller · bad_request', 'Bad · […] · bad_request'],
    ['Words: mat, or in base64 bWF0, and noon', 'Words: […]'],
  ])('is redacted from the first quoted word to the last: %s', (message, kept) => {
    expect(redactQuotations(message, conversation)).toBe(kept);
  });

  it('is redacted where four ordinary words follow each other as in the conversation', () => {
    const sent = line(1, 'The model is not for you');
    expect(redactQuotations('Rejected: the model is not for you', sent)).toBe('Rejected: […]');
    expect(redactQuotations('The model is unknown', sent)).toBe('The model is unknown');
  });

  it('is redacted where it quotes a language without spaces', () => {
    expect(redactQuotations('無効な内容会議は正午です', line(1, '会議は正午です'))).toBe('無効な内容[…]');
  });
});
