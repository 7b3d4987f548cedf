import { RequestOptions } from './request-options.js';

const WHOLE = {
  temperature: 0.7,
  max_completion_tokens: 4000,
  stream: true,
  stream_options: { include_usage: true },
  response_format: expect.objectContaining({ type: 'json_schema' }),
};
type Sent = Partial<Record<keyof typeof WHOLE | 'max_tokens', unknown>>;

describe('the parameters of a request', () => {
  let now = 0;
  let options: RequestOptions;
  beforeEach(() => {
    options = new RequestOptions(0.7, () => now);
  });
  const sent = () => options.begin().options as Sent;

  it('lose what was refused, and nothing else, for ten minutes', () => {
    expect(sent()).toEqual(WHOLE);
    const attempt = options.begin();
    expect(attempt.change('temperature')).toBe(true);
    expect(sent()).toEqual(WHOLE);
    options.keep(attempt);

    const { temperature: _, ...rest } = WHOLE;
    expect(sent()).toEqual(rest);
    now += 599_000;
    // What is still known is not known for longer.
    options.keep(options.begin());
    expect(sent()).toEqual(rest);
    now += 2000;
    expect(sent()).toEqual(WHOLE);
  });

  it('bound the answer under either name, and with fewer tokens', () => {
    const attempt = options.begin();
    attempt.change('bound');
    attempt.change('boundTokens');
    const { max_completion_tokens: _, ...rest } = WHOLE;
    expect(attempt.options).toEqual({ ...rest, max_tokens: 2000 });
    options.keep(attempt);

    const later = options.begin();
    expect(later.change('bound')).toBe(true);
    expect(later.change('bound')).toBe(true);
    expect(later.options).toEqual({ ...WHOLE, max_completion_tokens: 2000 });
    expect(later.change('bound')).toBe(false);
  });

  it('keep nothing of what was changed for one conversation', () => {
    const attempt = options.begin();
    attempt.change('boundTokens', true);
    expect(attempt.options).toMatchObject({ max_completion_tokens: 2000 });
    options.keep(attempt);
    expect(sent()).toEqual(WHOLE);
  });

  it('stop to stream at once where streaming is refused', () => {
    const attempt = options.begin();
    expect(attempt.dropStream()).toBe(true);
    const { stream: _, stream_options: __, ...rest } = WHOLE;
    expect(attempt.options).toEqual(rest);
    expect(attempt.dropStream()).toBe(false);
  });

  it('are tried without one thing after the other where nothing is named, and always with a bound', () => {
    const attempt = options.begin();
    const tried: Sent[] = [];
    while (attempt.guess()) tried.push(attempt.options as Sent);
    const missing = tried.map((one) => Object.keys(WHOLE).filter((name) => !(name in one)));
    expect(missing).toEqual([
      [],
      ['response_format'],
      ['stream', 'stream_options'],
      ['temperature'],
      ['max_completion_tokens'],
      ['stream', 'stream_options', 'response_format'],
      Object.keys(WHOLE).filter((name) => name !== 'model'),
    ]);
    expect(tried.every((one) => one.max_completion_tokens === 4000 || one.max_tokens === 4000)).toBe(true);
  });
});
