import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { Insight, insightsRoutes } from '@smart-hub/contract/insights';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { HubClient } from '@smart-hub/sdk';
import { v7 as uuid } from 'uuid';
import { INSTRUCTION, reproducesInstruction } from '../src/insights/openai/instruction.js';
import { hostileMessages } from './support/hostile-messages.js';
import { closeSockets, register, startHub, type Hub, type TestPerson } from './support/hub.js';
import { linesOf, minutes, ModelServer, USAGE, type ModelAnswer, type ModelRequest } from './support/model-server.js';

const KEY = 'sk-test-0123456789abcdef';

interface Chat {
  readonly ana: TestPerson;
  readonly ben: TestPerson;
  readonly params: { readonly conversationId: string };
  readonly ids: string[];
}

/** Two people who have said these things to each other, by turns. */
async function chat(hub: Hub, ...contents: string[]): Promise<Chat> {
  const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  const sockets = await Promise.all([ana.connect(), ben.connect()]);
  const receivers = [ben.id, ana.id];
  const ids: string[] = [];
  let conversationId = '';
  for (const [index, content] of contents.entries()) {
    const sent = await sockets[index % 2]!.send({ receiverId: receivers[index % 2]!, content });
    conversationId = sent.conversation.id;
    ids.push(sent.id);
  }
  closeSockets();
  return { ana, ben, params: { conversationId }, ids };
}

/** Says many things at once, behind the server's back. */
async function fill(hub: Hub, { ana, ben, params }: Chat, count: number): Promise<void> {
  await hub.sql.rows(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select $1, c.last_seq + n, gen_random_uuid(), case when n % 2 = 0 then $2::uuid else $3::uuid end,
            'Message ' || n || ' is about the harvest of field ' || n % 97 || ' and what it costs.', c.last_rev + n, now()
       from conversations c, generate_series(1, $4::integer) as n where c.id = $1`,
    [params.conversationId, ana.id, ben.id, count],
  );
  await hub.sql.rows('update conversations set last_seq = last_seq + $2, last_rev = last_rev + $2 where id = $1', [
    params.conversationId,
    count,
  ]);
}

const create = (person: TestPerson, { params }: Chat) => person.client.call(insightsRoutes.create, { params });
const find = (person: TestPerson, { params }: Chat) => person.client.call(insightsRoutes.find, { params });
const rowsOf = (hub: Hub, { params }: Chat) =>
  hub.sql.rows('select 1 from insights where conversation_id = $1', [params.conversationId]);

describe('insights without a model', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeSockets);
  afterAll(() => hub.close());

  it('are a digest that cites real messages, told to both, and to nobody else', async () => {
    const talk = await chat(
      hub,
      'Hi Ben!',
      'Hey',
      'The login bug is back on staging.',
      'Then we should postpone the release to Thursday.',
      'Agreed.',
      "I'll restore the fix by tomorrow.",
      'Who writes the release notes?',
    );
    const { ana, ben, ids, params } = talk;
    const stranger = await register(hub, 'Eve');
    const [hers, his, eves] = await Promise.all([ana.connect(), ben.connect(), stranger.connect()]);
    expect(await find(ana, talk)).toBeNull();
    await expect(find(stranger, talk)).rejects.toMatchObject({ problem: { code: 'conversation.not_found' } });
    await expect(create(stranger, talk)).rejects.toMatchObject({ problem: { code: 'conversation.not_found' } });

    const insight = await create(ana, talk);

    expect(Insight.strict().parse(insight)).toMatchObject({
      conversation: { id: params.conversationId },
      generator: 'extractive',
      model: null,
      tokens: null,
      fromSeq: 1,
      toSeq: 7,
      coveredMessages: 7,
      skippedMessages: 0,
      messagesSince: 0,
      droppedItems: 0,
      requestedBy: ana.id,
    });
    expect(insight.summary).toContain('Ana says the login bug is back on staging.');
    expect(insight.summary).not.toContain('Hi');
    expect(insight.decisions[0]!.messageIds).toContain(ids[4]);
    expect(insight.actionItems).toContainEqual({
      text: "I'll restore the fix by tomorrow.",
      owner: 'Ben',
      due: 'by tomorrow',
      messageIds: [ids[5]],
    });
    expect(insight.openQuestions).toEqual([{ text: 'Who writes the release notes?', messageIds: [ids[6]] }]);
    expect(insight.keyPoints.every(({ messageIds }) => messageIds.every((id) => ids.includes(id)))).toBe(true);
    const event = { conversationId: params.conversationId, insight };
    expect(await hers.next('insight_created')).toEqual(event);
    expect(await his.next('insight_created')).toEqual(event);
    await hers.send({ receiverId: stranger.id, content: 'Later.' });
    await eves.next('new_message');
    expect(eves.all('insight_created')).toEqual([]);
  });

  it('are made once, are there when the conversation is opened, and say how much came since', async () => {
    const talk = await chat(hub, 'I sold the car to my neighbour.', 'For how much?');
    const { ana, ben, params } = talk;
    const opened = () => ana.client.call(conversationsRoutes.open, { params: { id: params.conversationId } });
    expect((await opened()).insight).toBeNull();
    const insight = await create(ben, talk);
    const socket = await ana.connect();
    await socket.send({ receiverId: ben.id, content: 'For 900 euros.' });

    expect(await create(ana, talk)).toEqual({ ...insight, messagesSince: 1 });
    expect((await opened()).insight).toEqual({ ...insight, messagesSince: 1 });
    expect(await find(ben, talk)).toEqual({ ...insight, messagesSince: 1 });
  });

  it('need messages', async () => {
    const talk = await chat(hub, 'Something', 'more');
    await hub.sql.rows('delete from messages where conversation_id = $1', [talk.params.conversationId]);
    await expect(create(talk.ana, talk)).rejects.toMatchObject({
      problem: { code: 'insight.no_messages', status: 409 },
    });
    expect(await rowsOf(hub, talk)).toEqual([]);
  });

  it('answer something for whatever was said', async () => {
    for (const content of ['👍', '...', 'https://evil.example/x', '\u200B\u200B!', 'ok', '明日会いましょう。']) {
      const talk = await chat(hub, content);
      expect(Insight.parse(await create(talk.ana, talk)).coveredMessages).toBe(1);
    }
  });
});

describe('insights by a model', () => {
  let model: ModelServer;
  let hub: Hub;
  let other: Hub;
  beforeAll(async () => {
    model = await ModelServer.start();
    const keys = {
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: KEY,
      OPENAI_TIMEOUT: '20',
      OPENAI_MAX_INPUT_TOKENS: '4000',
      INSIGHT_MAX_CALLS: '4',
      INSIGHT_LEASE: '6',
    };
    hub = await startHub(keys);
    other = await startHub(keys, hub.database);
  });
  afterEach(closeSockets);
  afterAll(async () => {
    await other.stop();
    await hub.close();
    await model.close();
  });

  it('are made by one call and stored as one row, however many ask at once on two nodes', async () => {
    const talk = await chat(hub, 'Lunch at noon?', 'Yes, at the station.');
    const { ana, ben, params } = talk;
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const [hersThere, hisThere] = await Promise.all([ana.connect({}, other), ben.connect({}, other)]);
    const asked = Promise.withResolvers<void>();
    const mayAnswer = Promise.withResolvers<void>();
    model.willAnswer(async () => {
      asked.resolve();
      await mayAnswer.promise;
      return { says: minutes({ decisions: [{ text: 'Lunch at noon', messages: [1, 2] }] }) };
    });
    const clients = [ana, ben].flatMap(({ token }) => [hub, other].map(({ url }) => new HubClient({ url, token })));

    const requests = Array.from({ length: 20 }, (_, index) =>
      clients[index % 4]!.call(insightsRoutes.create, { params }),
    );
    await asked.promise;
    // While the model thinks, people chat on.
    await hers.send({ receiverId: ben.id, content: 'See you there!' });
    expect(await his.next('new_message')).toMatchObject({ content: 'See you there!' });
    expect(await find(ana, talk)).toBeNull();
    mayAnswer.resolve();
    const insights = await Promise.all(requests);

    expect(model.requests).toHaveLength(1);
    expect(new Set(insights.map(({ id }) => id)).size).toBe(1);
    expect(await rowsOf(hub, talk)).toHaveLength(1);
    expect(insights[0]).toMatchObject({
      generator: 'openai',
      model: 'gpt-4o-mini',
      toSeq: 2,
      messagesSince: 1,
      tokens: { prompt: USAGE.prompt_tokens, completion: USAGE.completion_tokens },
      decisions: [{ text: 'Lunch at noon', messageIds: talk.ids }],
    });
    expect(model.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      authorization: `Bearer ${KEY}`,
      body: { model: 'gpt-4o-mini', temperature: 0.7, response_format: { type: 'json_schema' } },
    });
    // Each node tells its own sockets; what is said now, on both, reaches them after all that they are told of the insight.
    for (const [mine, theirs] of [
      [hers, his],
      [hersThere, hisThere],
    ] as const) {
      await mine.send({ receiverId: ben.id, content: 'On my way.' });
      await theirs.next('new_message');
      await theirs.send({ receiverId: ana.id, content: 'Me, too.' });
      await mine.next('new_message');
    }
    const event = { conversationId: params.conversationId, insight: insights[0] };
    for (const pair of [
      [hers, hersThere],
      [his, hisThere],
    ] as const)
      expect(pair.flatMap((socket) => socket.all('insight_created'))).toEqual([event]);
  });

  it('reach both, and their progress only the one who asked', async () => {
    const talk = await chat(hub, 'I moved to Porto.', 'Nice!');
    const [hers, his] = await Promise.all([talk.ana.connect(), talk.ben.connect()]);
    model.willAnswer(() => ({ says: ['{"summary": "Ana has', ' moved', ' to Porto."', ', "keyPoints": []}'] }));

    const insight = await create(talk.ana, talk);

    expect(insight.summary).toBe('Ana has moved to Porto.');
    const progress = await hers.next('insight_progress');
    expect(progress.conversationId).toBe(talk.params.conversationId);
    expect(insight.summary.startsWith(progress.text)).toBe(true);
    await his.next('insight_created');
    expect(his.all('insight_progress')).toEqual([]);
  });

  it('are taken over when their maker has died', async () => {
    const talk = await chat(hub, 'I am writing a book.', 'About what?');
    await hub.sql.rows(
      `insert into insight_claims (conversation_id, holder, expires_at)
       values ($1, $2, clock_timestamp() + interval '700 milliseconds')`,
      [talk.params.conversationId, uuid()],
    );
    model.willAnswer(() => ({ says: minutes() }));
    const started = performance.now();

    await create(talk.ana, talk);

    expect(performance.now() - started).toBeGreaterThan(600);
    expect(model.requests).toHaveLength(1);
    expect(await hub.sql.rows('select 1 from insight_claims')).toEqual([]);
  });

  it('outlast their lease while their maker lives', async () => {
    const talk = await chat(hub, 'I sing in a choir.', 'Where?');
    let calls = 0;
    const done = Promise.withResolvers<void>();
    model.willAnswer(async () => {
      calls += 1;
      await done.promise;
      return { says: minutes() };
    });
    const renewed = async () => {
      const [row] = await hub.sql.rows<{ at: Date }>(
        'select expires_at as at from insight_claims where conversation_id = $1',
        [talk.params.conversationId],
      );
      return row?.at.getTime() ?? 0;
    };
    const hers = create(talk.ana, talk);
    const first = await until(renewed, (at) => at > 0);
    const his = new HubClient({ url: other.url, token: talk.ben.token }).call(insightsRoutes.create, {
      params: talk.params,
    });
    await until(renewed, (at) => at >= first + 800);
    done.resolve();

    expect((await hers).id).toBe((await his).id);
    expect(calls).toBe(1);
  });

  it('that fail store nothing, fail for all who waited, and are tried again by the next request', async () => {
    const talk = await chat(hub, 'It snows.', 'Here, too.');
    model.willAnswer(() => ({ status: 500, headers: { 'retry-after-ms': '1' } }));
    const failures = await Promise.allSettled([create(talk.ana, talk), create(talk.ben, talk), create(talk.ana, talk)]);

    for (const failure of failures)
      expect(failure).toMatchObject({
        status: 'rejected',
        reason: { problem: { code: 'insight.model_unavailable', status: 503, retryable: true } },
      });
    // The first attempt and three retries: once for all three, or once more for one who came just after.
    expect(model.requests.length % 4).toBe(0);
    expect(await rowsOf(hub, talk)).toEqual([]);
    model.willAnswer(() => ({ says: minutes() }));
    expect(await create(talk.ben, talk)).toMatchObject({ generator: 'openai', requestedBy: talk.ben.id });
  });

  it('are tried again after a 429 and a 503, no sooner than the model asks for', async () => {
    const talk = await chat(hub, 'It rains.', 'Not here.');
    model.willAnswer((_, index): ModelAnswer => {
      if (index === 0) return { status: 429, headers: { 'retry-after': '1' } };
      return index === 1 ? { status: 503, headers: { 'retry-after-ms': '5' } } : { says: minutes() };
    });

    expect(await create(talk.ana, talk)).toMatchObject({ generator: 'openai' });
    const [first, second] = model.requests;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(990);
    expect(model.requests).toHaveLength(3);
    const [audited] = await hub.sql.rows('select attempts, outcome from model_calls where conversation_id = $1', [
      talk.params.conversationId,
    ]);
    expect(audited).toEqual({ attempts: 3, outcome: 'answered' });
  });

  it('are given up when the model takes too long', async () => {
    const slow = await startHub(
      { OPENAI_BASE_URL: model.url, OPENAI_TIMEOUT: '0.2', INSIGHT_TIMEOUT: '1' },
      hub.database,
    );
    const talk = await chat(slow, 'Are you there?', 'Yes.');
    const never = Promise.withResolvers<{ says: string }>();
    model.willAnswer(() => never.promise);

    await expect(create(talk.ana, talk)).rejects.toMatchObject({ problem: { code: 'insight.model_unavailable' } });

    never.resolve({ says: minutes() });
    expect(await rowsOf(hub, talk)).toEqual([]);
    await slow.stop();
  });

  it('say what the operator has to change, and never the key', async () => {
    const talk = await chat(hub, 'Hello model', 'Hello');
    const detailOf = async (status: number) => {
      model.willAnswer(() => ({ status, body: { error: { message: `Incorrect API key provided: ${KEY}` } } }));
      const failure = await create(talk.ana, talk).catch((error: unknown) => error as { problem: { detail: string } });
      expect(failure).toMatchObject({ problem: { code: 'insight.model_misconfigured', status: 502 } });
      expect(JSON.stringify(failure)).not.toContain(KEY);
      return (failure as { problem: { detail: string } }).problem.detail;
    };

    expect(await detailOf(401)).toContain('OPENAI_API_KEY');
    expect(model.requests).toHaveLength(1);
    expect(await detailOf(404)).toContain('OPENAI_MODEL');
    expect(await rowsOf(hub, talk)).toEqual([]);
    const audited = await hub.sql.rows('select * from model_calls where conversation_id = $1', [
      talk.params.conversationId,
    ]);
    expect(audited).toHaveLength(2);
    expect(JSON.stringify(audited)).not.toContain(KEY);
  });

  it.each([
    ['only plain JSON', minutes({ keyPoints: [{ text: 'Rain', messages: [1] }] }), 1],
    [
      'JSON inside a fence',
      `Here you are:\n\`\`\`json\n${minutes({ keyPoints: [{ text: 'Rain', messages: ['1'] }] })}\n\`\`\``,
      1,
    ],
    [
      'items of wrong shapes',
      minutes({ keyPoints: [7, { text: 'Rain', messages: [1] }, { text: 3 }], decisions: 'none' }),
      1,
    ],
    ['plain text', 'Ana and Ben meet at noon.', 0],
  ])('understand a server that speaks %s', async (_, says, keyPoints) => {
    const plain = await ModelServer.start();
    const tolerant = await startHub({ OPENAI_BASE_URL: plain.url }, hub.database);
    const talk = await chat(tolerant, 'It rains.', 'Noon then?');
    plain.willAnswer(({ body }) => (body.response_format || body.stream ? { status: 400 } : { says }));

    const insight = await create(talk.ana, talk);

    expect(insight).toMatchObject({ generator: 'openai', summary: 'Ana and Ben meet at noon.' });
    expect(insight.keyPoints).toHaveLength(keyPoints);
    expect(plain.requests[0]!.authorization).not.toContain(KEY);
    await tolerant.stop();
    await plain.close();
  });

  it('drop and count what rests on nothing', async () => {
    const talk = await chat(hub, 'We sell the boat.', 'Agreed.');
    model.willAnswer(() => ({
      says: minutes({
        decisions: [
          { text: 'Sell the boat', messages: [1, 2, 2, 77] },
          { text: 'Buy a plane', messages: [3, 0, -1] },
          { text: 'Nothing', messages: [] },
        ],
      }),
    }));

    expect(await create(talk.ana, talk)).toMatchObject({
      decisions: [{ text: 'Sell the boat', messageIds: talk.ids }],
      droppedItems: 2,
    });
  });

  it('of a long conversation are made in parts within the budget, and say what they leave out', async () => {
    const talk = await chat(hub, 'First of many.', 'Yes.');
    await fill(hub, talk, 5000);
    model.willAnswer((request) => ({
      says: minutes({ keyPoints: [{ text: 'Fields', messages: [lastNumber(request)] }] }),
    }));

    const insight = await create(talk.ana, talk);

    // Three parts and what merges them.
    expect(model.requests).toHaveLength(4);
    for (const { body } of model.requests) expect(JSON.stringify(body.messages).length).toBeLessThan(4000 * 6);
    expect(insight.toSeq).toBe(5002);
    expect(insight.fromSeq).toBe(5002 - insight.coveredMessages + 1);
    expect(insight.coveredMessages).toBeGreaterThan(150);
    expect(insight.skippedMessages).toBe(5002 - insight.coveredMessages);
    expect(insight.tokens).toEqual({ prompt: 4 * USAGE.prompt_tokens, completion: 4 * USAGE.completion_tokens });
    const numbers = model.requests.slice(0, 3).flatMap((request) => linesOf(request).map(({ n }) => n));
    expect(numbers).toEqual(Array.from({ length: insight.coveredMessages }, (_, index) => insight.fromSeq + index));
  });

  it('leave a record of every call, without what was said', async () => {
    const talk = await chat(hub, 'My secret is a pineapple.', 'Mine is a walrus.');
    model.willAnswer(() => ({ says: minutes() }));
    await create(talk.ben, talk);

    const audited = await hub.sql.rows('select * from model_calls where conversation_id = $1', [
      talk.params.conversationId,
    ]);
    expect(audited).toEqual([
      {
        id: expect.any(String),
        conversation_id: talk.params.conversationId,
        requested_by: talk.ben.id,
        model: 'gpt-4o-mini',
        host: new URL(model.url).host,
        from_seq: 1,
        to_seq: 2,
        attempts: 1,
        prompt_tokens: USAGE.prompt_tokens,
        completion_tokens: USAGE.completion_tokens,
        outcome: 'answered',
        started_at: expect.any(Date),
        ended_at: expect.any(Date),
      },
    ]);
    expect(JSON.stringify(audited)).not.toMatch(/pineapple|walrus|Ana and Ben/);
  });

  it('stay clean, whatever people write and however willing the model is', async () => {
    expect(hostileMessages.length).toBeGreaterThanOrEqual(40);
    const talk = await chat(hub, ...hostileMessages);
    const listed = await talk.ana.client.call(messagesRoutes.list, { params: talk.params });
    const known = new Set(listed.map(({ id }) => id));
    for (const [index, hostile] of hostileMessages.entries()) {
      await hub.sql.rows('delete from insights where conversation_id = $1', [talk.params.conversationId]);
      model.willAnswer((request) => ({ says: obey(request, index) }));
      const insight = Insight.parse(await create(talk.ana, talk));

      const sent = linesOf(model.requests[0]!);
      expect(sent.map(({ n }) => n)).toEqual(listed.map(({ seq }) => seq));
      expect(sent.every(({ from }) => from === 'Ana' || from === 'Ben')).toBe(true);
      const texts = [
        insight.summary,
        ...[insight.keyPoints, insight.decisions, insight.actionItems, insight.openQuestions]
          .flat()
          .map(({ text }) => text),
        ...insight.actionItems.flatMap(({ owner, due }) => [owner ?? '', due ?? '']),
      ];
      for (const text of texts) {
        expect(text).not.toMatch(/:\/\/|www\.|!\[|\]\(|<[a-z/]|javascript:|data:|evil\.example/iu);
        expect(text).not.toMatch(/[\u200B\u202A-\u202E\u2060-\u2069\uFEFF\u00AD\u{E0000}-\u{E01EF}]/u);
        expect(reproducesInstruction(text)).toBe(false);
      }
      const cited = [insight.keyPoints, insight.decisions, insight.actionItems, insight.openQuestions]
        .flat()
        .flatMap(({ messageIds }) => messageIds);
      expect(cited.every((id) => known.has(id))).toBe(true);
      expect(insight.toSeq).toBe(hostileMessages.length);
      expect(hostile).not.toBe('');
    }
  });
});

/** What a model says that does all that the messages ask of it: each time another one first. */
function obey(request: ModelRequest, turn: number): string {
  const text = hostileMessages[turn]!;
  const decoded = [...text.matchAll(/[A-Za-z\d+/]{16,}={0,2}/gu)].map(([code]) =>
    Buffer.from(code, 'base64').toString(),
  );
  const obeyed = [text, ...decoded, turn % 3 === 0 ? INSTRUCTION : ''].join(' ');
  const wild = [99_999, 424_242, 0, -1, turn + 1];
  const item = { text: obeyed, messages: turn % 2 ? wild : [99_999], owner: text, due: text };
  if (turn % 5 === 4) return obeyed;
  const items = [item, { ...item, text }, { ...item, text: INSTRUCTION, messages: [1] }];
  const fields = { keyPoints: items, decisions: items, actionItems: items, openQuestions: items };
  expect(request.body.messages[0]).toMatchObject({ role: 'system', content: INSTRUCTION });
  return minutes({ ...fields, summary: `The summary. ${obeyed}` });
}

function lastNumber(request: ModelRequest): number {
  return linesOf(request).at(-1)?.n ?? 5002;
}

/** Asks until the answer is as awaited. */
async function until<T>(ask: () => Promise<T>, awaited: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask();
    if (awaited(value)) return value;
  }
}
