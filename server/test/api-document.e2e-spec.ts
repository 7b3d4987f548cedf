import { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { asyncApiDocument } from '@smart-hub/contract/asyncapi';
import { authRoutes, type Login } from '@smart-hub/contract/auth';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { commands, events } from '@smart-hub/contract/events';
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
import { sendRequest, expectProblem } from './support/http.js';
import { closeSockets, PASSWORD, register, startHub, type TestHub } from './support/hub.js';
import { mailSettingsFor, MailServer } from './support/mail-server.js';
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

/** Run as a command because it uses import.meta, which is not available in Jest's CommonJS. */
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
  let hub: TestHub;
  let mail: MailServer;
  let document: ApiDocument;
  let ajv: Ajv2020;
  beforeAll(async () => {
    // `REGISTRATION: domains` lets users create invitations.
    mail = await MailServer.start();
    hub = await startHub({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'example.com', ...mailSettingsFor(mail) });
    document = (await sendRequest(hub, 'GET /api/docs-json')).body as ApiDocument;
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

  /** Returns a schema that refers to the other schemas by their bare names. */
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

  it('is valid OpenAPI 3.1, as served and as committed', () => {
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
    // Proves that the validator does not accept everything.
    expect(validate(file('broken.json', { ...document, paths: { x: 1 } }))).toMatchObject({ valid: false });
    rmSync(folder, { recursive: true });
  });

  it('has exactly the routes of the contract', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(documented.toSorted()).toEqual(routes.map(lineOf).toSorted());
  });

  it('contains only routes that the server serves', async () => {
    for (const route of routes) {
      const response = await sendRequest(hub, lineOf(route).replaceAll(/\{\w+\}/g, 'x'));
      expect((response.body as { code?: string }).code).not.toBe('route.not_found');
    }
  });

  it.each(routes.map((route) => [lineOf(route), route] as const))(
    'describes the parameters, body, responses and problems of %s',
    (_, route) => {
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
    },
  );

  it('defines named schemas and refers to them by name', () => {
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

  it('has schemas in JSON Schema 2020-12 with valid examples', () => {
    // The schema `Problem` has no example: each error response has its own examples.
    const { Problem: _, ...schemas } = document.components.schemas;
    for (const schema of Object.values(schemas)) {
      expect(errorsOf(schema, schema.example)).toEqual([]);
      expect(errorsOf(schema, { ...(schema.example as object), unknown: 1 })).not.toEqual([]);
    }
    for (const route of routes) {
      for (const { schema } of operation(route).parameters) expect(() => ajv.compile(schema)).not.toThrow();
    }
  });

  it('has schemas that match real responses', async () => {
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
      sendRequest(hub, 'POST /api/auth/login', { json: { email: ana.email, password: PASSWORD, refresh: 'body' } });
    const [activeLogin, endedLogin] = [(await logIn()).body as Login, (await logIn()).body as Login];
    mustNotBeLogged([activeLogin.refresh_token, endedLogin.refresh_token]);
    const ids = new Map<Route, string>([
      [sessionsRoutes.end, endedLogin.sessionId],
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
      [authRoutes.refresh, { json: { refresh_token: activeLogin.refresh_token } }],
      [authRoutes.changePassword, { json: { currentPassword: PASSWORD, newPassword: `${PASSWORD} and more` } }],
      [authRoutes.logout, { json: {} }],
      [syncRoutes.sync, { json: { conversations: {} } }],
      [usersRoutes.changeProfile, { json: { handle: 'ana' } }],
      [usersRoutes.changePrivacy, { json: { listed: true } }],
    ]);

    // These routes end the session of the token that the other routes use.
    const last: Route[] = [sessionsRoutes.endOthers, authRoutes.logout];
    const others = routes.filter((each) => each !== insightsRoutes.create && !last.includes(each));
    for (const route of [...others, ...last]) {
      const line = lineOf(route).replace(/\{\w+\}/, ids.get(route) ?? conversation.id);
      const response = await sendRequest(hub, line, { token: ana.token, ...inputs.get(route) });
      expect([line, response.status]).toEqual([line, route.status]);
      const { schema } = operation(route).responses[route.status]!.content!['application/json']!;
      expect([line, errorsOf(schema, response.body)]).toEqual([line, []]);
    }
    const refused = await sendRequest(hub, 'POST /api/insights/018f3b1c-7a00-7000-8000-000000000001', {
      token: ana.token,
    });
    expect(errorsOf(document.components.schemas['Problem']!, refused.body)).toEqual([]);
  });

  it('begins with a short introduction that links to the reference pages of events and problems', () => {
    const { description } = (document as unknown as { info: { description: string } }).info;
    expect(description.split('\n').length).toBeLessThan(10);
    expect(description).toContain('(/api/docs/socket-events)');
    expect(description).toContain('(/api/docs/problems)');
  });

  it('is accompanied by reference pages that show every command, event and problem code, without broken links', async () => {
    const pages = new Map<string, string>();
    for (const path of ['/api/docs/socket-events', '/api/docs/problems']) {
      const page = await sendRequest(hub, `GET ${path}`);
      expect([path, page.status, page.headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      pages.set(path, page.body as string);
    }
    const eventPage = pages.get('/api/docs/socket-events')!;
    for (const name of [...Object.keys(commands), ...Object.keys(events)])
      expect(eventPage).toContain(`<h3 id="${name}">`);
    for (const code of Object.keys(problems))
      expect(pages.get('/api/docs/problems')).toContain(`<h3 id="${code.replaceAll('.', '')}">`);

    for (const [path, html] of pages)
      for (const [, link] of html.matchAll(/href="([^"]+)"/g)) {
        const { pathname, hash } = new URL(link!, `${hub.url}${path}`);
        if (!pages.has(pathname))
          expect([link, (await sendRequest(hub, `GET ${pathname}`)).status]).toEqual([link, 200]);
        else if (hash !== '') expect(pages.get(pathname)).toContain(` id="${hash.slice(1)}"`);
      }
    const asyncApi = (await sendRequest(hub, 'GET /api/docs/asyncapi.json')).body;
    expect(asyncApi).toEqual(JSON.parse(JSON.stringify(asyncApiDocument())));
  });

  it('has a page to which the root URL redirects, and the content security policy allows the scripts of that page', async () => {
    const root = await sendRequest(hub, 'GET /');
    expect([root.status, root.headers.get('location')]).toEqual([302, '/api/docs']);
    const page = await sendRequest(hub, 'GET /api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);

    const html = page.body as string;
    const scripts = [...html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)];
    // The policy 'self' allows scripts in files, but no inline scripts.
    for (const [, attributes, content] of scripts) {
      expect(attributes).toMatch(/src=/);
      expect(content!.trim()).toBe('');
    }
    expect(html).not.toMatch(/\son\w+=/);
    const files = [...html.matchAll(/(?:src|href)="(\.[^"]+)"/g)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const file of files) {
      const response = await sendRequest(hub, `GET ${new URL(file, `${hub.url}/api/docs`).pathname}`);
      expect([file, response.status]).toEqual([file, 200]);
      if (file.endsWith('.js')) expect(response.headers.get('content-type')).toMatch(/javascript/);
      if (file.endsWith('.css')) expect(response.headers.get('content-type')).toMatch(/css/);
    }
    expect(scripts.map(([, attributes]) => attributes).join()).toMatch(/swagger-ui-init\.js/);
  });

  it('is served as JSON and as YAML, with an ETag for conditional requests', async () => {
    const yaml = await sendRequest(hub, 'GET /api/docs-yaml');
    expect(load(yaml.body as string)).toEqual(document);

    for (const path of ['/api/docs', '/api/docs/', '/api/docs-json', '/api/docs-yaml', '/api/docs/swagger-ui.css']) {
      const { headers } = await sendRequest(hub, `HEAD ${path}`);
      const again = await sendRequest(hub, `GET ${path}`, { headers: { 'if-none-match': headers.get('etag')! } });
      expect([path, again.status, again.body]).toEqual([path, 304, '']);
    }
    for (const path of ['/api/docs/nothing', '/api/docs/../package.json', '/api/docs-xml'])
      expectProblem(await sendRequest(hub, `GET ${path}`), 'route.not_found');
  });

  it('is not served when API_DOCS is off, and no response refers to it', async () => {
    const closed = await startHub({ API_DOCS: 'off' }, hub.database);

    for (const path of [
      '/',
      '/api/docs',
      '/api/docs/',
      '/api/docs-json',
      '/api/docs-yaml',
      '/api/docs/socket-events',
      '/api/docs/problems',
      '/api/docs/swagger-ui.css',
    ]) {
      const problem = expectProblem(await sendRequest(closed, `GET ${path}`), 'route.not_found');
      expect(JSON.stringify(problem)).not.toContain('/api/docs');
    }
    expect((await sendRequest(closed, 'GET /api/health')).status).toBe(200);
    await closed.stop();
  });
});
