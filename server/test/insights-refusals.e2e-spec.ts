import { createDatabase, dropDatabase } from './support/database.js';
import { closeSockets, register, startHub, type TestHub } from './support/hub.js';
import {
  modelCalls,
  createChat,
  createChatBetween,
  createInsight,
  insertMessages,
  insightRows,
  type Chat,
} from './support/insights.js';
import {
  API_KEY,
  modelSettingsFor,
  insightJson,
  ModelServer,
  type ModelResponse,
  type ModelRequest,
} from './support/model-server.js';
import { stopTestServers, startTestServer, startServer, type ServerProcess } from './support/server-process.js';

type Body = ModelRequest['body'];

/** Returns the features of a request that some servers refuse. */
const featuresOf = ({ temperature, stream, stream_options, response_format, ...body }: Body) => ({
  temperature,
  stream,
  usage: stream_options !== undefined,
  format: response_format?.type,
  tokenLimit: (['max_completion_tokens', 'max_tokens'] as const)
    .filter((name) => body[name] !== undefined)
    .map((name) => `${name} ${body[name]}`)
    .join(),
});
const ALL_FEATURES = {
  temperature: 0.7,
  stream: true,
  usage: true,
  format: 'json_schema',
  tokenLimit: 'max_completion_tokens 4000',
};

const error = (status: number, message: string, fields: object = {}): ModelResponse => ({
  status,
  body: { error: { message, type: 'invalid_request_error', ...fields } },
});
const extraForbidden = (name: string): ModelResponse => ({
  status: 422,
  body: { detail: [{ type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted', input: 1 }] },
});

/** A response header that asks the OpenAI client not to retry. */
const NO_RETRY = { 'x-should-retry': 'false' };
const reversedWordsOf = ({ messages }: Body) =>
  messages
    .at(-1)!
    .content.match(/[\p{L}\p{N}]+/gu)!
    .toReversed();
/** Encodes text as JSON in ASCII only, as Python does. */
const asciiJson = (text: string) =>
  JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('insights by model servers that refuse requests', () => {
  let model: ModelServer;
  let redirectTarget: ModelServer;
  let hub: TestHub;
  beforeAll(async () => {
    [model, redirectTarget] = await Promise.all([ModelServer.start(), ModelServer.start()]);
    hub = await startHub(modelSettingsFor(model), undefined, { nodes: 1 });
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await hub.close();
    await Promise.all([model.close(), redirectTarget.close()]);
  });

  const regenerate = async (chat: Chat) => {
    await hub.sql.rows('delete from insights where conversation_id = $1', [chat.params.conversationId]);
    return createInsight(chat.ana, chat);
  };

  it.each<[string, (body: Body) => ModelResponse | false | undefined, object, number]>([
    [
      'temperature',
      ({ temperature }) =>
        temperature !== undefined && error(400, "Unsupported value: 'temperature'", { param: 'temperature' }),
      { temperature: undefined },
      2,
    ],
    [
      'temperature, with an error that does not name it',
      ({ temperature }) => temperature !== undefined && { status: 400 },
      { temperature: undefined },
      5,
    ],
    [
      'the parameter name of the token limit',
      ({ max_completion_tokens: limit }) => limit !== undefined && extraForbidden('max_completion_tokens'),
      { tokenLimit: 'max_tokens 4000' },
      2,
    ],
    [
      'the size of the token limit',
      ({ max_completion_tokens: limit }) =>
        limit! > 1000 && error(400, 'max_completion_tokens is too large: this model supports at most 1024 tokens.'),
      { tokenLimit: 'max_completion_tokens 1000' },
      3,
    ],
    [
      'JSON schemas',
      ({ response_format: format }) =>
        format?.type === 'json_schema' && error(400, "Invalid parameter: 'response_format' of type 'json_schema'"),
      { format: 'json_object' },
      2,
    ],
    [
      'any response format',
      ({ response_format: format }) => format && { status: 500, body: { error: 'grammar is not supported' } },
      { format: undefined },
      3,
    ],
    [
      'stream options',
      ({ stream_options: options }) => options && extraForbidden('stream_options'),
      { usage: false },
      2,
    ],
    [
      'streaming',
      ({ stream }) => stream && error(400, 'stream is not supported'),
      { stream: undefined, usage: false },
      2,
    ],
    [
      'several features',
      ({ temperature, stream_options: options }) =>
        (temperature !== undefined && extraForbidden('temperature')) || (options && extraForbidden('stream_options')),
      { temperature: undefined, usage: false },
      3,
    ],
  ])(
    'are requested again with only the refused feature omitted or changed: %s',
    async (_, refuse, change, requests) => {
      const other = await startHub(modelSettingsFor(model), hub.database, { nodes: 1 });
      const chat = await createChat(other, 'It rains.', 'Noon then?');
      model.respondWith(({ body }) => refuse(body) || { content: insightJson() });

      expect(await createInsight(chat.ana, chat)).toMatchObject({ generator: 'openai' });
      expect(
        model.requests
          .map(({ body }) => body)
          .map(featuresOf)
          .at(0),
      ).toEqual(ALL_FEATURES);
      expect(featuresOf(model.requests.at(-1)!.body)).toEqual({ ...ALL_FEATURES, ...change });
      expect(model.requests).toHaveLength(requests);
      // The first request for the next insight already omits the feature.
      await hub.sql.rows('delete from insights where conversation_id = $1', [chat.params.conversationId]);
      await createInsight(chat.ana, chat);
      expect(model.requests).toHaveLength(requests + 1);
      expect(featuresOf(model.requests.at(-1)!.body)).toEqual({ ...ALL_FEATURES, ...change });
      await other.stop();
    },
  );

  it('fail after a bounded number of requests when every request is refused', async () => {
    const chat = await createChat(hub, 'It rains.', 'Noon then?');
    model.respondWith(() => ({ status: 400 }));
    await expect(createInsight(chat.ana, chat)).rejects.toMatchObject({
      problem: { code: 'insight.model_misconfigured' },
    });
    expect(model.requests.length).toBeLessThanOrEqual(13);
    expect(model.requests.every(({ body }) => featuresOf(body).tokenLimit.endsWith(' 4000'))).toBe(true);
    // After these refusals, the hub still uses all features in later requests.
    model.respondWith(() => ({ content: insightJson() }));
    expect(await createInsight(chat.ana, chat)).toMatchObject({ generator: 'openai' });
    expect(featuresOf(model.requests[0]!.body)).toEqual(ALL_FEATURES);
  });

  it('cover fewer messages when a request exceeds the context length of the model', async () => {
    const chat = await createChat(hub, 'First of many.', 'Yes.');
    await insertMessages(hub, chat, 500);
    model.respondWith(({ body }) =>
      JSON.stringify(body.messages).length > 9000
        ? error(400, 'This model has a maximum context length of 2000 tokens.', { code: 'context_length_exceeded' })
        : { content: insightJson() },
    );

    const insight = await createInsight(chat.ana, chat);

    expect(insight).toMatchObject({ generator: 'openai', toSeq: 502 });
    expect(insight.coveredMessages + insight.skippedMessages).toBe(502);
    expect(model.requests.every(({ body }) => featuresOf(body).format === 'json_schema')).toBe(true);
    model.respondWith(() => error(400, 'the request exceeds the available context size'));
    await expect(regenerate(chat)).rejects.toMatchObject({ problem: { code: 'insight.model_misconfigured' } });
    expect(model.requests.length).toBeLessThanOrEqual(4);
  });

  it.each<[string, ModelResponse]>([
    [
      'a content filter refuses the request',
      error(400, 'The prompt was filtered.', { code: 'content_filter', param: 'prompt' }),
    ],
    ['a content policy refuses the request', error(400, 'Rejected.', { code: 'content_policy_violation' })],
    ['moderation refuses the request', error(403, 'Your input was flagged', { code: 403 })],
    [
      'a content filter cuts off the response',
      { content: '{"summary": "Ana and Ben speak of', finishReason: 'content_filter' },
    ],
    ['the model refuses in a stream', { deltas: [{ refusal: 'I cannot ' }, { refusal: 'help.' }] }],
  ])('fall back to the extractive digest, marked as such, when %s', async (_, response) => {
    const chat = await createChat(hub, 'The barn is full of apples.', 'Good.');
    model.respondWith(() => response);

    const insight = await createInsight(chat.ana, chat);

    expect(insight).toMatchObject({ generator: 'extractive', model: null, tokens: { prompt: expect.any(Number) } });
    expect(insight.summary).toContain('barn');
    expect(model.requests).toHaveLength(1);
    expect(await modelCalls(hub, chat)).toMatchObject([{ outcome: 'refused' }]);
  });

  it('do not count as covered the messages that a content filter rejects', async () => {
    const chat = await createChat(hub, 'First of many.', 'Yes.');
    await insertMessages(hub, chat, 5000);
    model.respondWith((_, index) =>
      index === 1 ? error(400, 'x', { code: 'content_filter' }) : { content: insightJson() },
    );
    const insight = await createInsight(chat.ana, chat);
    expect(insight.coveredMessages).toBeLessThan(insight.toSeq - insight.fromSeq + 1);
    expect(insight.coveredMessages + insight.skippedMessages).toBe(5002);
  });

  it.each<[string, ModelResponse, string, number]>([
    ['the quota is used up', error(429, 'You exceeded it', { code: 'insufficient_quota' }), 'unavailable', 1],
    ['the credit is used up', error(402, 'Insufficient credits'), 'unavailable', 1],
    [
      'the model server returns an error with status 200',
      { body: { error: { message: 'Overloaded', code: 529 } } },
      'unavailable',
      1,
    ],
    [
      'the stream contains an error',
      {
        write: (response) =>
          response
            .writeHead(200, { 'content-type': 'text/event-stream' })
            .end(`data: ${JSON.stringify({ error: { message: 'Upstream gone', code: 502 } })}\n\n`),
      },
      'unavailable',
      1,
    ],
    ['the API key is wrong', error(401, 'Incorrect API key'), 'misconfigured', 1],
    ['the model is unknown', error(404, 'The model does not exist'), 'misconfigured', 1],
    ['the model is unknown to Ollama', { status: 400, body: { error: "model 'x' not found" } }, 'misconfigured', 1],
    ['the response is an HTML page', { status: 404, body: '<html>nginx</html>' }, 'misconfigured', 1],
  ])('fail without revealing technical details when %s', async (_, response, code, requests) => {
    const chat = await createChat(hub, 'It rains.', 'Noon then?');
    model.respondWith(() => response);
    const failure = await createInsight(chat.ana, chat).catch((caught: unknown) => caught);
    expect(failure).toMatchObject({ problem: { code: `insight.model_${code}` } });
    expect(JSON.stringify(failure)).not.toMatch(
      /127\.0\.0\.1|localhost|http:|OPENAI|API key|gpt|nginx|Upstream|model '/i,
    );
    expect(model.requests).toHaveLength(requests);
    expect(await insightRows(hub, chat)).toEqual([]);
  });

  it('that fail state in retryAfter after how many seconds to retry', async () => {
    const chat = await createChat(hub, 'It rains.', 'Noon then?');
    const waits: unknown[] = [];
    for (const response of [
      { status: 429, headers: { 'retry-after': '120' } },
      error(429, 'x', { code: 'insufficient_quota' }),
    ]) {
      model.respondWith(() => response);
      await createInsight(chat.ana, chat).catch((caught: { problem: { retryAfter: number } }) =>
        waits.push(caught.problem.retryAfter),
      );
    }
    expect(waits).toEqual([120, 3600]);
  });

  it.each([301, 302, 303, 307, 308])('do not follow a redirect with status %i to another server', async (status) => {
    redirectTarget.respondWith(() => ({ content: insightJson() }));
    const chat = await createChat(hub, 'Hello.');
    model.respondWith(() => ({ status, headers: { location: `${redirectTarget.url}/chat/completions` } }));

    await expect(createInsight(chat.ana, chat)).rejects.toMatchObject({
      problem: { code: 'insight.model_misconfigured' },
    });

    expect(model.requests).toHaveLength(1);
    expect(await modelCalls(hub, chat)).toMatchObject([{ host: new URL(model.url).host }]);
    expect(redirectTarget.requests).toEqual([]);
  });

  it('are logged when they fail, with the host, the model and the status, and never with the API key', async () => {
    const database = await createDatabase();
    const server = await startServer({ ...modelSettingsFor(model), LOG_LEVEL: 'warn' }, database);
    const [ana, ben] = await Promise.all([register(server, 'Ana'), register(server, 'Ben')]);
    const socket = await ana.connect();
    const { conversation } = await socket.send({ receiverId: ben.id, content: 'a word in private' });
    const chat = { ana, ben, params: { conversationId: conversation.id }, messageIds: [] };
    model.respondWith(() => error(401, `Incorrect API key provided: ${API_KEY} for a word`));
    await expect(createInsight(ana, chat)).rejects.toMatchObject({ problem: { code: 'insight.model_misconfigured' } });

    expect(JSON.parse(await server.waitForLog('OPENAI_API_KEY'))).toMatchObject({
      host: new URL(model.url).host,
      model: 'gpt-4o-mini',
      status: 401,
      serverMessage: expect.stringContaining('Incorrect API key provided: [key]'),
    });
    closeSockets();
    const log = await server.stop();
    expect(log).not.toContain(API_KEY);
    expect(log).not.toContain('a word in private');
    await dropDatabase(database);
  });

  describe('with errors that quote the conversation', () => {
    const contents = [
      'The barn burns tonight',
      'Zanzibar',
      'Bring "both ladders"\nand Müller’s 🗺 c:\\northern',
      '会議は正午に納屋で始まります',
    ];
    const traces = [
      'barn',
      'burns',
      'tonight',
      'zanzibar',
      'ladders',
      'müller',
      'fcller',
      '🗺',
      'northern',
      '納屋',
      '正午',
      'quist',
    ];
    let server: ServerProcess;
    let chat: Chat;
    beforeAll(async () => {
      server = await startTestServer({ ...modelSettingsFor(model), LOG_LEVEL: 'trace' });
      chat = await createChatBetween(server, ['Quist', 'Ben'], contents);
    });
    afterAll(stopTestServers);

    const prompt = ({ body }: ModelRequest) => body.messages.at(-1)!.content;
    /** Returns the last message of the request without its end, as quoted by a server that shortens quotations. */
    const shortened = (request: ModelRequest) => prompt(request).slice(0, -8);
    const events = (data: string): ModelResponse => ({
      write: (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${data}\n\n`),
    });

    it.each<[string, (request: ModelRequest) => ModelResponse, string]>([
      [
        'in a refusal',
        (request) => error(400, `Invalid content: ${prompt(request)}`, { code: 'bad_content' }),
        'bad_content',
      ],
      [
        'in a failure',
        (request) => ({ ...error(500, `Cannot read "${shortened(request)}…`), headers: NO_RETRY }),
        'Cannot',
      ],
      ['in plain text', (request) => ({ status: 500, headers: NO_RETRY, body: prompt(request) }), '"status":500'],
      ['word by word', ({ body }) => error(404, `Unknown: ${reversedWordsOf(body).join(', ')}`), '"status":404'],
      [
        'as ASCII-only JSON in capitals',
        (request) => ({ status: 404, body: { error: asciiJson(prompt(request)).toUpperCase() } }),
        '"status":404',
      ],
      ['instead of JSON', (request) => ({ write: (response) => response.end(prompt(request)) }), 'Invalid syntax'],
      ['instead of an event', (request) => events(prompt(request).replaceAll('\n', ' ')), 'Invalid syntax'],
      ['in an event', (request) => events(JSON.stringify({ error: { message: prompt(request), code: 'x_y' } })), 'x_y'],
    ])('cause no log line with a word that the server quotes %s', async (_, response, logged) => {
      const before = server.output().length;
      model.respondWith(response);
      await expect(createInsight(chat.ana, chat)).rejects.toMatchObject({ problem: { code: /^insight\.model_/ } });

      expect(await server.waitForLog('"serverMessage"', before)).toContain(logged);
      const written = server.output().slice(before).toLowerCase();
      expect(traces.filter((trace) => written.includes(trace))).toEqual([]);
    });
  });
});
