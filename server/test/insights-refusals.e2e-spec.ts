import { createDatabase, dropDatabase } from './support/database.js';
import { closeSockets, register, startHub, type Hub } from './support/hub.js';
import { callsOf, chat, chatBetween, create, fill, rowsOf, type Chat } from './support/insights.js';
import { KEY, keysFor, minutes, ModelServer, type ModelAnswer, type ModelRequest } from './support/model-server.js';
import { endProcesses, startProcess, startServer, type ServerProcess } from './support/server-process.js';

type Body = ModelRequest['body'];

/** What a request is made of, as far as servers refuse it. */
const partsOf = ({ temperature, stream, stream_options, response_format, ...body }: Body) => ({
  temperature,
  stream,
  usage: stream_options !== undefined,
  format: response_format?.type,
  bound: (['max_completion_tokens', 'max_tokens'] as const)
    .filter((name) => body[name] !== undefined)
    .map((name) => `${name} ${body[name]}`)
    .join(),
});
const WHOLE = {
  temperature: 0.7,
  stream: true,
  usage: true,
  format: 'json_schema',
  bound: 'max_completion_tokens 4000',
};

const error = (status: number, message: string, more: object = {}): ModelAnswer => ({
  status,
  body: { error: { message, type: 'invalid_request_error', ...more } },
});
const extra = (name: string): ModelAnswer => ({
  status: 422,
  body: { detail: [{ type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted', input: 1 }] },
});

/** Asks a client not to try again. */
const ONCE = { 'x-should-retry': 'false' };
const wordsOf = ({ messages }: Body) =>
  messages
    .at(-1)!
    .content.match(/[\p{L}\p{N}]+/gu)!
    .toReversed();
/** JSON in ASCII alone, as Python writes it. */
const asciiJson = (text: string) =>
  JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('insights by servers that refuse', () => {
  let model: ModelServer;
  let elsewhere: ModelServer;
  let hub: Hub;
  beforeAll(async () => {
    [model, elsewhere] = await Promise.all([ModelServer.start(), ModelServer.start()]);
    hub = await startHub(keysFor(model), undefined, { nodes: 1 });
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await hub.close();
    await Promise.all([model.close(), elsewhere.close()]);
  });

  const again = async (talk: Chat) => {
    await hub.sql.rows('delete from insights where conversation_id = $1', [talk.params.conversationId]);
    return create(talk.ana, talk);
  };

  it.each<[string, (body: Body) => ModelAnswer | false | undefined, object, number]>([
    [
      'temperature',
      ({ temperature }) =>
        temperature !== undefined && error(400, "Unsupported value: 'temperature'", { param: 'temperature' }),
      { temperature: undefined },
      2,
    ],
    [
      'temperature, without naming it',
      ({ temperature }) => temperature !== undefined && { status: 400 },
      { temperature: undefined },
      5,
    ],
    [
      'the name of the bound',
      ({ max_completion_tokens: bound }) => bound !== undefined && extra('max_completion_tokens'),
      { bound: 'max_tokens 4000' },
      2,
    ],
    [
      'the size of the bound',
      ({ max_completion_tokens: bound }) =>
        bound! > 1000 && error(400, 'max_completion_tokens is too large: this model supports at most 1024 tokens.'),
      { bound: 'max_completion_tokens 1000' },
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
      'any format',
      ({ response_format: format }) => format && { status: 500, body: { error: 'grammar is not supported' } },
      { format: undefined },
      3,
    ],
    ['options of streams', ({ stream_options: options }) => options && extra('stream_options'), { usage: false }, 2],
    [
      'streams',
      ({ stream }) => stream && error(400, 'stream is not supported'),
      { stream: undefined, usage: false },
      2,
    ],
    [
      'several things',
      ({ temperature, stream_options: options }) =>
        (temperature !== undefined && extra('temperature')) || (options && extra('stream_options')),
      { temperature: undefined, usage: false },
      3,
    ],
  ])('leave out what is refused, and nothing else: %s', async (_, refuse, change, requests) => {
    const other = await startHub(keysFor(model), hub.database, { nodes: 1 });
    const talk = await chat(other, 'It rains.', 'Noon then?');
    model.willAnswer(({ body }) => refuse(body) || { says: minutes() });

    expect(await create(talk.ana, talk)).toMatchObject({ generator: 'openai' });
    expect(
      model.requests
        .map(({ body }) => body)
        .map(partsOf)
        .at(0),
    ).toEqual(WHOLE);
    expect(partsOf(model.requests.at(-1)!.body)).toEqual({ ...WHOLE, ...change });
    expect(model.requests).toHaveLength(requests);
    // The next one is understood at once.
    await hub.sql.rows('delete from insights where conversation_id = $1', [talk.params.conversationId]);
    await create(talk.ana, talk);
    expect(model.requests).toHaveLength(requests + 1);
    expect(partsOf(model.requests.at(-1)!.body)).toEqual({ ...WHOLE, ...change });
    await other.stop();
  });

  it('are given up after a bounded number of requests where everything is refused', async () => {
    const talk = await chat(hub, 'It rains.', 'Noon then?');
    model.willAnswer(() => ({ status: 400 }));
    await expect(create(talk.ana, talk)).rejects.toMatchObject({ problem: { code: 'insight.model_misconfigured' } });
    expect(model.requests.length).toBeLessThanOrEqual(13);
    expect(model.requests.every(({ body }) => partsOf(body).bound.endsWith(' 4000'))).toBe(true);
    // It was no reason to ask for less the next time.
    model.willAnswer(() => ({ says: minutes() }));
    expect(await create(talk.ana, talk)).toMatchObject({ generator: 'openai' });
    expect(partsOf(model.requests[0]!.body)).toEqual(WHOLE);
  });

  it('read less of a conversation where the model takes in less', async () => {
    const talk = await chat(hub, 'First of many.', 'Yes.');
    await fill(hub, talk, 500);
    model.willAnswer(({ body }) =>
      JSON.stringify(body.messages).length > 9000
        ? error(400, 'This model has a maximum context length of 2000 tokens.', { code: 'context_length_exceeded' })
        : { says: minutes() },
    );

    const insight = await create(talk.ana, talk);

    expect(insight).toMatchObject({ generator: 'openai', toSeq: 502 });
    expect(insight.coveredMessages + insight.skippedMessages).toBe(502);
    expect(model.requests.every(({ body }) => partsOf(body).format === 'json_schema')).toBe(true);
    model.willAnswer(() => error(400, 'the request exceeds the available context size'));
    await expect(again(talk)).rejects.toMatchObject({ problem: { code: 'insight.model_misconfigured' } });
    expect(model.requests.length).toBeLessThanOrEqual(4);
  });

  it.each<[string, ModelAnswer]>([
    [
      'a filter refuses the request',
      error(400, 'The prompt was filtered.', { code: 'content_filter', param: 'prompt' }),
    ],
    ['a policy refuses the request', error(400, 'Rejected.', { code: 'content_policy_violation' })],
    ['moderation refuses the request', error(403, 'Your input was flagged', { code: 403 })],
    ['a filter stops the answer', { says: '{"summary": "Ana and Ben speak of', finish: 'content_filter' }],
    ['the model refuses in a stream', { deltas: [{ refusal: 'I cannot ' }, { refusal: 'help.' }] }],
  ])('are put together without the model when %s, and say so', async (_, answer) => {
    const talk = await chat(hub, 'The barn is full of apples.', 'Good.');
    model.willAnswer(() => answer);

    const insight = await create(talk.ana, talk);

    expect(insight).toMatchObject({ generator: 'extractive', model: null, tokens: { prompt: expect.any(Number) } });
    expect(insight.summary).toContain('barn');
    expect(model.requests).toHaveLength(1);
    expect(await callsOf(hub, talk)).toMatchObject([{ outcome: 'refused' }]);
  });

  it('do not count what a filter keeps from being read', async () => {
    const talk = await chat(hub, 'First of many.', 'Yes.');
    await fill(hub, talk, 5000);
    model.willAnswer((_, index) => (index === 1 ? error(400, 'x', { code: 'content_filter' }) : { says: minutes() }));
    const insight = await create(talk.ana, talk);
    expect(insight.coveredMessages).toBeLessThan(insight.toSeq - insight.fromSeq + 1);
    expect(insight.coveredMessages + insight.skippedMessages).toBe(5002);
  });

  it.each<[string, ModelAnswer, string, number]>([
    ['the account is used up', error(429, 'You exceeded it', { code: 'insufficient_quota' }), 'unavailable', 1],
    ['nothing is paid for', error(402, 'Insufficient credits'), 'unavailable', 1],
    ['an error comes with status 200', { body: { error: { message: 'Overloaded', code: 529 } } }, 'unavailable', 1],
    [
      'an error comes in the stream',
      {
        writes: (response) =>
          response
            .writeHead(200, { 'content-type': 'text/event-stream' })
            .end(`data: ${JSON.stringify({ error: { message: 'Upstream gone', code: 502 } })}\n\n`),
      },
      'unavailable',
      1,
    ],
    ['the key is wrong', error(401, 'Incorrect API key'), 'misconfigured', 1],
    ['the model is unknown', error(404, 'The model does not exist'), 'misconfigured', 1],
    ['the model is unknown to Ollama', { status: 400, body: { error: "model 'x' not found" } }, 'misconfigured', 1],
    ['a page answers', { status: 404, body: '<html>nginx</html>' }, 'misconfigured', 1],
  ])('fail in words for people when %s', async (_, answer, code, requests) => {
    const talk = await chat(hub, 'It rains.', 'Noon then?');
    model.willAnswer(() => answer);
    const failure = await create(talk.ana, talk).catch((caught: unknown) => caught);
    expect(failure).toMatchObject({ problem: { code: `insight.model_${code}` } });
    expect(JSON.stringify(failure)).not.toMatch(
      /127\.0\.0\.1|localhost|http:|OPENAI|API key|gpt|nginx|Upstream|model '/i,
    );
    expect(model.requests).toHaveLength(requests);
    expect(await rowsOf(hub, talk)).toEqual([]);
  });

  it('say when it makes sense to try again', async () => {
    const talk = await chat(hub, 'It rains.', 'Noon then?');
    const waits: unknown[] = [];
    for (const answer of [
      { status: 429, headers: { 'retry-after': '120' } },
      error(429, 'x', { code: 'insufficient_quota' }),
    ]) {
      model.willAnswer(() => answer);
      await create(talk.ana, talk).catch((caught: { problem: { retryAfter: number } }) =>
        waits.push(caught.problem.retryAfter),
      );
    }
    expect(waits).toEqual([120, 3600]);
  });

  it.each([301, 302, 303, 307, 308])('are not followed to another address by status %i', async (status) => {
    elsewhere.willAnswer(() => ({ says: minutes() }));
    const talk = await chat(hub, 'Hello.');
    model.willAnswer(() => ({ status, headers: { location: `${elsewhere.url}/chat/completions` } }));

    await expect(create(talk.ana, talk)).rejects.toMatchObject({ problem: { code: 'insight.model_misconfigured' } });

    expect(model.requests).toHaveLength(1);
    expect(await callsOf(hub, talk)).toMatchObject([{ host: new URL(model.url).host }]);
    expect(elsewhere.requests).toEqual([]);
  });

  it('tell the operator in the log what to look at, and never the key', async () => {
    const database = await createDatabase();
    const server = await startServer({ ...keysFor(model), LOG_LEVEL: 'warn' }, database);
    const [ana, ben] = await Promise.all([register(server, 'Ana'), register(server, 'Ben')]);
    const socket = await ana.connect();
    const { conversation } = await socket.send({ receiverId: ben.id, content: 'a word in private' });
    const talk = { ana, ben, params: { conversationId: conversation.id }, ids: [] };
    model.willAnswer(() => error(401, `Incorrect API key provided: ${KEY} for a word`));
    await expect(create(ana, talk)).rejects.toMatchObject({ problem: { code: 'insight.model_misconfigured' } });

    expect(JSON.parse(await server.logged('OPENAI_API_KEY'))).toMatchObject({
      host: new URL(model.url).host,
      model: 'gpt-4o-mini',
      status: 401,
      says: expect.stringContaining('Incorrect API key provided: [key]'),
    });
    closeSockets();
    const everything = await server.stop();
    expect(everything).not.toContain(KEY);
    expect(everything).not.toContain('a word in private');
    await dropDatabase(database);
  });

  describe('that quote the conversation', () => {
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
    let talk: Chat;
    beforeAll(async () => {
      server = await startProcess({ ...keysFor(model), LOG_LEVEL: 'trace' });
      talk = await chatBetween(server, ['Quist', 'Ben'], contents);
    });
    afterAll(endProcesses);

    const prompt = ({ body }: ModelRequest) => body.messages.at(-1)!.content;
    /** The last message as a server shows it that shortens what it quotes. */
    const shortened = (request: ModelRequest) => prompt(request).slice(0, -8);
    const events = (data: string): ModelAnswer => ({
      writes: (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${data}\n\n`),
    });

    it.each<[string, (request: ModelRequest) => ModelAnswer, string]>([
      [
        'in a refusal',
        (request) => error(400, `Invalid content: ${prompt(request)}`, { code: 'bad_content' }),
        'bad_content',
      ],
      [
        'in a failure',
        (request) => ({ ...error(500, `Cannot read "${shortened(request)}…`), headers: ONCE }),
        'Cannot',
      ],
      ['in plain text', (request) => ({ status: 500, headers: ONCE, body: prompt(request) }), '"status":500'],
      ['word by word', ({ body }) => error(404, `Unknown: ${wordsOf(body).join(', ')}`), '"status":404'],
      [
        'with other letters for some',
        (request) => ({ status: 404, body: { error: asciiJson(prompt(request)).toUpperCase() } }),
        '"status":404',
      ],
      [
        'in the place of JSON',
        (request) => ({ writes: (response) => response.end(prompt(request)) }),
        'Invalid syntax',
      ],
      ['in the place of an event', (request) => events(prompt(request).replaceAll('\n', ' ')), 'Invalid syntax'],
      ['in an event', (request) => events(JSON.stringify({ error: { message: prompt(request), code: 'x_y' } })), 'x_y'],
    ])('are not quoted in the log: %s', async (_, answer, kept) => {
      const before = server.written().length;
      model.willAnswer(answer);
      await expect(create(talk.ana, talk)).rejects.toMatchObject({ problem: { code: /^insight\.model_/ } });

      expect(await server.logged('"says"', before)).toContain(kept);
      const written = server.written().slice(before).toLowerCase();
      expect(traces.filter((trace) => written.includes(trace))).toEqual([]);
    });
  });
});
