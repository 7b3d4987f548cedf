import { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { authRoutes, type Login } from '@smart-hub/contract/auth';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { healthRoutes } from '@smart-hub/contract/health';
import { insightsRoutes } from '@smart-hub/contract/insights';
import { invitationsRoutes } from '@smart-hub/contract/invitations';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { Problem, problems } from '@smart-hub/contract/problem';
import type { Route } from '@smart-hub/contract/route';
import { sessionsRoutes } from '@smart-hub/contract/sessions';
import { syncRoutes } from '@smart-hub/contract/sync';
import { usersRoutes } from '@smart-hub/contract/users';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { load } from 'js-yaml';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ask, problemOf } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, type Hub } from './support/hub.js';
import { keysFor, MailServer } from './support/mail-server.js';
import { mustNotBeLogged } from './support/suite-log.js';

interface Media {
  readonly schema: object;
  readonly examples?: Record<string, { value: unknown }>;
}
interface Operation {
  readonly summary: string;
  readonly security?: object[];
  readonly parameters: { name: string; in: string; required: boolean; schema: object; description?: string }[];
  readonly requestBody?: { required: boolean; content: Record<string, Media> };
  readonly responses: Record<string, { description: string; headers?: object; content?: Record<string, Media> }>;
}
interface ApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, { example?: unknown }>; securitySchemes: object };
}

/** Run as a command: it finds its files by import.meta, which Jest's CommonJS does not know. */
const VALIDATOR = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');

const routes: Route[] = [
  accountEmailRoutes,
  invitationsRoutes,
  usersRoutes,
  conversationsRoutes,
  messagesRoutes,
  insightsRoutes,
  syncRoutes,
  healthRoutes,
  sessionsRoutes,
  authRoutes,
].flatMap((group) => Object.values(group));
const lineOf = ({ method, path }: Route) => `${method} /api${path.replaceAll(/:(\w+)/g, '{$1}')}`;

describe('the API document', () => {
  let hub: Hub;
  let mail: MailServer;
  let document: ApiDocument;
  let ajv: Ajv2020;
  beforeAll(async () => {
    // Where anybody who registers here can invite others.
    mail = await MailServer.start();
    hub = await startHub({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'example.com', ...keysFor(mail) });
    document = (await ask(hub, 'GET /api/docs-json')).body as ApiDocument;
    ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
    addFormats.default(ajv);
    ajv.addFormat('password', true).addVocabulary(['example']);
    for (const [name, schema] of Object.entries(document.components.schemas)) ajv.addSchema(detached(schema), name);
  });
  afterAll(async () => {
    closeSockets();
    await hub.close();
    await mail.close();
  });

  /** A schema that refers to the others by their names, wherever it stands. */
  function detached(schema: object): object {
    return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"')) as object;
  }

  function errorsOf(schema: object, value: unknown): unknown {
    const validate = ajv.compile(detached(schema));
    return validate(value) ? [] : validate.errors;
  }

  const operation = (route: Route): Operation => {
    const [method = '', path = ''] = lineOf(route).split(' ');
    const found = document.paths[path]?.[method.toLowerCase()];
    if (!found) throw new Error(`${lineOf(route)} is not documented.`);
    return found;
  };

  it('is valid OpenAPI 3.1, and so is the one that is committed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-documents-'));
    const file = (name: string, content: object) => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return join(folder, name);
    };
    const validate = (path: string) => {
      const { stdout } = spawnSync(process.execPath, [VALIDATOR, path], { encoding: 'utf8' });
      return JSON.parse(stdout) as { valid: boolean };
    };

    expect(document.openapi).toMatch(/^3\.1\./);
    expect(validate(file('served.json', document))).toEqual({ valid: true });
    expect(validate(resolve(__dirname, '../../contract/openapi.json'))).toEqual({ valid: true });
    // A validator that takes everything proves nothing.
    expect(validate(file('broken.json', { ...document, paths: { x: 1 } }))).toMatchObject({ valid: false });
    rmSync(folder, { recursive: true });
  });

  it('has every route of the contract, and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(documented.toSorted()).toEqual(routes.map(lineOf).toSorted());
  });

  it('lists no route that is not served', async () => {
    for (const route of routes) {
      const answer = await ask(hub, lineOf(route).replaceAll(/\{\w+\}/g, 'x'));
      expect((answer.body as { code?: string }).code).not.toBe('route.not_found');
    }
  });

  it.each(routes.map((route) => [lineOf(route), route] as const))('tells all of %s', (_, route) => {
    const { summary, security, parameters, requestBody, responses } = operation(route);

    expect(summary).toBe(route.summary);
    expect(security).toEqual(route.auth ? [{ bearer: [] }] : undefined);
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    expect(parameters.filter((each) => each.in === 'path').map((each) => each.name)).toEqual(inPath);
    const inQuery = Object.keys((route.query as { shape?: object } | undefined)?.shape ?? {});
    expect(parameters.filter((each) => each.in === 'query').map((each) => each.name)).toEqual(inQuery);
    for (const each of parameters) expect(each.description).toBeTruthy();
    expect(requestBody?.required).toBe(route.body ? true : undefined);
    expect(responses[route.status]?.content?.['application/json']?.schema).toBeDefined();
    expect(Object.keys(responses[route.status]?.headers ?? {})).toEqual(Object.keys(route.headers ?? {}));
    const expected = new Set<string>([
      ...(route.params || route.query || route.body ? ['request.invalid'] : []),
      ...(route.body ? ['request.malformed', 'request.too_large', 'request.unsupported'] : []),
      ...(route.auth ? ['auth.token_missing', 'auth.token_invalid', 'auth.token_expired'] : []),
      ...(route.auth && !route.unverified ? ['auth.email_unverified'] : []),
      ...(route.limited === false ? [] : ['rate.limited', 'rate.concurrent']),
      ...route.problems,
      'database.unavailable',
      'server.error',
    ]);
    const documented = Object.entries(responses).filter(([status]) => status !== String(route.status));
    const codes = documented.flatMap(([status, { content }]) => {
      const { schema, examples = {} } = content!['application/problem+json']!;
      expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
      for (const [code, { value }] of Object.entries(examples)) {
        expect(Problem.strict().parse(value)).toMatchObject({ code, status: Number(status) });
      }
      return Object.keys(examples);
    });
    expect(codes.toSorted()).toEqual([...expected].toSorted());
  });

  it('names its schemas, and refers to them', () => {
    const names = Object.keys(document.components.schemas);

    expect(names).toEqual(
      expect.arrayContaining(['Registration', 'Credentials', 'Login', 'Session', 'Person', 'Profile']),
    );
    expect(names).toEqual(
      expect.arrayContaining(['Conversation', 'OpenedConversation', 'Message', 'Insight', 'Problem']),
    );
    expect(operation(authRoutes.register).requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/Registration',
    });
    expect(document.components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    });
  });

  it('has schemas that are JSON Schema 2020-12, and examples that they take', () => {
    // Of a problem, each answer has examples of its own.
    const { Problem: _, ...schemas } = document.components.schemas;
    for (const schema of Object.values(schemas)) {
      expect(errorsOf(schema, schema.example)).toEqual([]);
      expect(errorsOf(schema, { ...(schema.example as object), unknown: 1 })).not.toEqual([]);
    }
    for (const route of routes) {
      for (const { schema } of operation(route).parameters) expect(() => ajv.compile(schema)).not.toThrow();
    }
  });

  it('describes what is answered', async () => {
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const cem = await register(hub, 'Cem');
    const { conversation } = await (await ana.connect()).send({ receiverId: ben.id, content: 'Hello' });
    const [invitation, revoked] = await Promise.all([
      ana.client.call(invitationsRoutes.create, { body: {} }),
      ana.client.call(invitationsRoutes.create, { body: {} }),
    ]);
    const link = async (purpose: string, email: string, userId: string) => {
      const token = `${purpose}-token`;
      await hub.sql.rows(
        `insert into mail_tokens (token_hash, user_id, purpose, email, expires_at)
         values (sha256($1::text::bytea), $2, $3, $4, clock_timestamp() + interval '1 hour')`,
        [token, userId, purpose, email],
      );
      return token;
    };
    const logIn = () =>
      ask(hub, 'POST /api/auth/login', { json: { email: ana.email, password: PASSWORD, refresh: 'body' } });
    const [kept, ended] = [(await logIn()).body as Login, (await logIn()).body as Login];
    mustNotBeLogged([kept.refresh_token, ended.refresh_token]);
    const ids = new Map<Route, string>([
      [sessionsRoutes.end, ended.sessionId],
      [usersRoutes.person, ana.id],
      [invitationsRoutes.revoke, revoked.id],
    ]);
    const inputs = new Map<Route, object>([
      [invitationsRoutes.check, { json: { token: invitation.token } }],
      [invitationsRoutes.create, { json: { days: 1 } }],
      [authRoutes.register, { json: { name: 'Dora', email: 'dora@example.com', password: PASSWORD } }],
      [authRoutes.login, { json: { email: ana.email, password: PASSWORD } }],
      [accountEmailRoutes.requestReset, { json: { email: 'nobody@example.com' } }],
      [
        accountEmailRoutes.confirmReset,
        { json: { token: await link('reset', ben.email, ben.id), password: 'Zug-nach-4Ulm' } },
      ],
      [accountEmailRoutes.verify, { json: { token: await link('verify', ben.email, ben.id) } }],
      [accountEmailRoutes.requestChange, { json: { email: 'ana.new@example.com', password: PASSWORD } }],
      [accountEmailRoutes.confirmChange, { json: { token: await link('change-new', 'cem.new@example.com', cem.id) } }],
      [authRoutes.refresh, { json: { refresh_token: kept.refresh_token } }],
      [authRoutes.changePassword, { json: { currentPassword: PASSWORD, newPassword: `${PASSWORD} and more` } }],
      [authRoutes.logout, { json: {} }],
      [syncRoutes.sync, { json: { conversations: {} } }],
      [usersRoutes.changeProfile, { json: { handle: 'ana' } }],
      [usersRoutes.changePrivacy, { json: { listed: true } }],
    ]);

    // These end the sessions of those that come before.
    const last: Route[] = [sessionsRoutes.endOthers, authRoutes.logout];
    const others = routes.filter((each) => each !== insightsRoutes.create && !last.includes(each));
    for (const route of [...others, ...last]) {
      const line = lineOf(route).replace(/\{\w+\}/, ids.get(route) ?? conversation.id);
      const answer = await ask(hub, line, { token: ana.token, ...inputs.get(route) });
      expect([line, answer.status]).toEqual([line, route.status]);
      const { schema } = operation(route).responses[route.status]!.content!['application/json']!;
      expect([line, errorsOf(schema, answer.body)]).toEqual([line, []]);
    }
    const refused = await ask(hub, 'POST /api/insights/018f3b1c-7a00-7000-8000-000000000001', { token: ana.token });
    expect(errorsOf(document.components.schemas['Problem']!, refused.body)).toEqual([]);
  });

  it('explains every code', () => {
    const { description } = (document as unknown as { info: { description: string } }).info;

    for (const [code, { status, title }] of Object.entries(problems)) {
      expect(description).toContain(`| \`${code}\` | ${status} |`);
      expect(description).toContain(title);
    }
  });

  it('has a page, which the root leads to, and which its own security policy lets run', async () => {
    const root = await ask(hub, 'GET /');
    expect([root.status, root.headers.get('location')]).toEqual([302, '/api/docs']);
    const page = await ask(hub, 'GET /api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);

    const html = page.body as string;
    const scripts = [...html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)];
    // 'self' runs scripts of files, not those that stand in the page.
    for (const [, attributes, content] of scripts) {
      expect(attributes).toMatch(/src=/);
      expect(content!.trim()).toBe('');
    }
    expect(html).not.toMatch(/\son\w+=/);
    const files = [...html.matchAll(/(?:src|href)="(\.[^"]+)"/g)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const file of files) {
      const answer = await ask(hub, `GET ${new URL(file, `${hub.url}/api/docs`).pathname}`);
      expect([file, answer.status]).toEqual([file, 200]);
      if (file.endsWith('.js')) expect(answer.headers.get('content-type')).toMatch(/javascript/);
      if (file.endsWith('.css')) expect(answer.headers.get('content-type')).toMatch(/css/);
    }
    expect(scripts.map(([, attributes]) => attributes).join()).toMatch(/swagger-ui-init\.js/);
  });

  it('is served in both languages, with a tag by which clients ask whether it has changed', async () => {
    const yaml = await ask(hub, 'GET /api/docs-yaml');
    expect(load(yaml.body as string)).toEqual(document);

    for (const path of ['/api/docs', '/api/docs/', '/api/docs-json', '/api/docs-yaml', '/api/docs/swagger-ui.css']) {
      const { headers } = await ask(hub, `HEAD ${path}`);
      const again = await ask(hub, `GET ${path}`, { headers: { 'if-none-match': headers.get('etag')! } });
      expect([path, again.status, again.body]).toEqual([path, 304, '']);
    }
    for (const path of ['/api/docs/nothing', '/api/docs/../package.json', '/api/docs-xml'])
      problemOf(await ask(hub, `GET ${path}`), 'route.not_found');
  });

  it('is not served when the operator has switched it off, nor does anything lead to it', async () => {
    const closed = await startHub({ API_DOCS: 'off' }, hub.database);

    for (const path of [
      '/',
      '/api/docs',
      '/api/docs/',
      '/api/docs-json',
      '/api/docs-yaml',
      '/api/docs/swagger-ui.css',
    ]) {
      const problem = problemOf(await ask(closed, `GET ${path}`), 'route.not_found');
      expect(JSON.stringify(problem)).not.toContain('/api/docs');
    }
    expect((await ask(closed, 'GET /api/health')).status).toBe(200);
    await closed.stop();
  });
});
