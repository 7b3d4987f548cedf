import { classifyFailure } from './model-failure.js';

const openAiError = (message: string, more: object = {}) => ({
  error: { message, type: 'invalid_request_error', ...more },
});
const fastApiError = (type: string, ...loc: string[]) => ({
  detail: [{ type, loc, msg: 'Extra inputs are not permitted', input: 'stream' }],
});

describe('the classification of failures of a model server', () => {
  it.each<[string, number, object | string]>([
    [
      'temperature',
      400,
      openAiError(
        "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
        { param: 'temperature', code: 'unsupported_value' },
      ),
    ],
    ['temperature', 422, fastApiError('extra_forbidden', 'body', 'temperature')],
    [
      'temperature',
      400,
      { object: 'error', message: 'temperature must be 1', type: 'BadRequestError', param: null, code: 400 },
    ],
    ['temperature', 400, '"temperature" is not allowed'],
    ['temperature', 500, { error: 'parameter temperature is not supported' }],
    [
      'tokenLimitName',
      400,
      openAiError(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        { param: 'max_tokens', code: 'unsupported_parameter' },
      ),
    ],
    [
      'tokenLimitName',
      422,
      {
        object: 'error',
        message: fastApiError('extra_forbidden', 'max_completion_tokens'),
        type: 'invalid_request_error',
      },
    ],
    ['tokenLimitName', 400, { error: 'json: unknown field "max_completion_tokens"' }],
    [
      'tokenLimit',
      400,
      openAiError('max_tokens is too large: 4000. This model supports at most 2048 completion tokens.', {
        param: 'max_tokens',
      }),
    ],
    [
      'responseFormat',
      400,
      openAiError("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", {
        param: 'response_format',
      }),
    ],
    ['responseFormat', 400, { error: "'response_format.type' must be 'json_object' or 'text'" }],
    [
      'responseFormat',
      400,
      openAiError('Failed to generate JSON.', { code: 'json_validate_failed', failed_generation: 'temperature' }),
    ],
    [
      'responseFormat',
      400,
      [
        { error: { code: 400, message: 'Invalid JSON payload: response_schema', status: 'INVALID_ARGUMENT' } },
        { error: 'response_format' },
      ],
    ],
    ['responseFormat', 404, { error: { message: 'No endpoints found that support response_format', code: 404 } }],
    ['stream', 400, openAiError('Unrecognized request argument supplied: stream_options')],
    [
      'streaming',
      400,
      openAiError('Your organization must be verified to stream this model.', {
        param: 'stream',
        code: 'unsupported_value',
      }),
    ],
    ['streaming', 501, { error: 'streaming is not supported' }],
  ])('recognises the rejected feature %s: %i %j', (feature, status, body) => {
    expect(classifyFailure(status, textOf(body))).toMatchObject({ kind: 'feature', feature });
  });

  it('recognises a rejection that names no feature', () => {
    for (const body of [{}, openAiError('Bad request'), '<html>Bad request: temperature</html>', ''])
      expect({ feature: undefined, ...classifyFailure(400, textOf(body)) }).toMatchObject({
        kind: 'feature',
        feature: undefined,
      });
  });

  it.each<[string, number | undefined, object | string]>([
    [
      'filtered',
      400,
      openAiError("The response was filtered due to the prompt triggering Azure OpenAI's content management policy.", {
        code: 'content_filter',
        param: 'prompt',
      }),
    ],
    [
      'filtered',
      400,
      openAiError('Your request was rejected as a result of our safety system.', { code: 'content_policy_violation' }),
    ],
    ['filtered', 400, openAiError('x', { innererror: { code: 'ResponsibleAIPolicyViolation' } })],
    [
      'filtered',
      403,
      { error: { code: 403, message: 'Your chosen model requires moderation and your input was flagged' } },
    ],
    [
      'filtered',
      undefined,
      { error: { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' } },
    ],
    [
      'quota',
      429,
      openAiError('You exceeded your current quota, please check your plan and billing details.', {
        code: 'insufficient_quota',
      }),
    ],
    ['quota', 402, { error: { message: 'Insufficient credits', code: 402 } }],
    ['unavailable', 429, openAiError('Rate limit reached for gpt-4o', { code: 'rate_limit_exceeded' })],
    ['unavailable', 429, { message: 'Too many tokens, please wait before trying again.' }],
    ['unavailable', 503, '<html>temperature of the server</html>'],
    ['unavailable', 500, { error: 'the stream has ended' }],
    ['unavailable', undefined, {}],
    ['unavailable', undefined, { error: { message: 'Overloaded', code: 529 } }],
    [
      'tooLong',
      400,
      openAiError(
        "This model's maximum context length is 8192 tokens. However, your messages resulted in 12500 tokens.",
        {
          code: 'context_length_exceeded',
          param: 'messages',
        },
      ),
    ],
    [
      'tooLong',
      400,
      {
        error: {
          code: 400,
          message: 'the request exceeds the available context size',
          type: 'exceed_context_size_error',
        },
      },
    ],
    ['tooLong', 413, '<html>Request Entity Too Large</html>'],
    [
      'tooLong',
      429,
      openAiError('Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 40000.'),
    ],
    ['credentials', 401, openAiError('Incorrect API key provided')],
    ['credentials', 403, openAiError('You are not allowed to sample from this model')],
    ['credentials', 400, [{ error: { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT' } }]],
    ['model', 404, openAiError('The model `x` does not exist', { code: 'model_not_found' })],
    ['model', 400, { error: "model 'x' not found" }],
    ['request', 400, openAiError("Invalid 'messages[0].role'", { param: 'messages' })],
    ['request', 405, ''],
  ])('recognises the kind %s: %s %j', (kind, status, body) => {
    expect(classifyFailure(status, textOf(body)).kind).toBe(kind);
  });

  it('recommends a lower token limit if the response does not fit into the context window beside the request', () => {
    const body = openAiError(
      "'max_tokens' or 'max_completion_tokens' is too large: 4000. This model's maximum context length is 4096 tokens and your request has 500 input tokens.",
    );
    expect(classifyFailure(400, textOf(body))).toMatchObject({ kind: 'tooLong', feature: 'tokenLimit' });
  });

  it('omits fields in which the server repeats the conversation', () => {
    const { message } = classifyFailure(
      422,
      textOf({ detail: [{ loc: ['body', 'messages'], msg: 'Bad', input: 'a secret', ctx: { x: 'a secret' } }] }),
    );
    expect(message).toBe('body · messages · Bad');
  });
});

const textOf = (body: object | string) => (typeof body === 'string' ? body : JSON.stringify(body));
