import { ServerCapabilities } from './server-capabilities.js';

const PREFERRED = {
  temperature: 0.7,
  max_completion_tokens: 4000,
  stream: true,
  stream_options: { include_usage: true },
  response_format: expect.objectContaining({ type: 'json_schema' }),
};
type Parameters = Partial<Record<keyof typeof PREFERRED | 'max_tokens', unknown>>;

describe('the parameters of a request to a model server', () => {
  let now = 0;
  let capabilities: ServerCapabilities;
  beforeEach(() => {
    capabilities = new ServerCapabilities(0.7, () => now);
  });
  const nextParameters = () => capabilities.createRequest().options as Parameters;

  it('omit only the rejected feature, for ten minutes', () => {
    expect(nextParameters()).toEqual(PREFERRED);
    const request = capabilities.createRequest();
    expect(request.useNextVariant('temperature')).toBe(true);
    expect(nextParameters()).toEqual(PREFERRED);
    capabilities.remember(request);

    const { temperature: _, ...rest } = PREFERRED;
    expect(nextParameters()).toEqual(rest);
    now += 599_000;
    // Another request with the remembered variant does not prolong the ten minutes.
    capabilities.remember(capabilities.createRequest());
    expect(nextParameters()).toEqual(rest);
    now += 2000;
    expect(nextParameters()).toEqual(PREFERRED);
  });

  it('use the other name of the token limit, and a lower limit, if the first ones are rejected', () => {
    const request = capabilities.createRequest();
    request.useNextVariant('tokenLimitName');
    request.useNextVariant('tokenLimit');
    const { max_completion_tokens: _, ...rest } = PREFERRED;
    expect(request.options).toEqual({ ...rest, max_tokens: 2000 });
    capabilities.remember(request);

    const laterRequest = capabilities.createRequest();
    expect(laterRequest.useNextVariant('tokenLimitName')).toBe(true);
    expect(laterRequest.useNextVariant('tokenLimitName')).toBe(true);
    expect(laterRequest.options).toEqual({ ...PREFERRED, max_completion_tokens: 2000 });
    expect(laterRequest.useNextVariant('tokenLimitName')).toBe(false);
  });

  it('are not remembered if they were changed only for one conversation', () => {
    const request = capabilities.createRequest();
    request.useNextVariant('tokenLimit', true);
    expect(request.options).toMatchObject({ max_completion_tokens: 2000 });
    capabilities.remember(request);
    expect(nextParameters()).toEqual(PREFERRED);
  });

  it('omit all streaming options if streaming is rejected', () => {
    const request = capabilities.createRequest();
    expect(request.disableStreaming()).toBe(true);
    const { stream: _, stream_options: __, ...rest } = PREFERRED;
    expect(request.options).toEqual(rest);
    expect(request.disableStreaming()).toBe(false);
  });

  it('are omitted one after the other if the server names no rejected feature, except for a token limit', () => {
    const request = capabilities.createRequest();
    const guesses: Parameters[] = [];
    while (request.tryNextGuess()) guesses.push(request.options as Parameters);
    const missing = guesses.map((parameters) => Object.keys(PREFERRED).filter((name) => !(name in parameters)));
    expect(missing).toEqual([
      [],
      ['response_format'],
      ['stream', 'stream_options'],
      ['temperature'],
      ['max_completion_tokens'],
      ['stream', 'stream_options', 'response_format'],
      Object.keys(PREFERRED).filter((name) => name !== 'model'),
    ]);
    expect(
      guesses.every((parameters) => parameters.max_completion_tokens === 4000 || parameters.max_tokens === 4000),
    ).toBe(true);
  });
});
