import type { NestExpressApplication } from '@nestjs/platform-express';
import { asyncApiDocument } from '@smart-hub/contract/asyncapi';
import { problemReference } from '@smart-hub/contract/problem-reference';
import { socketReference } from '@smart-hub/contract/socket-reference';
import type { NextFunction, Request, Response } from 'express';
import { dump } from 'js-yaml';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import swaggerUi from 'swagger-ui-dist/absolute-path.js';
import { apiDocument } from './api-document.js';
import { referencePage } from './reference-page.js';
import { UnknownRequests } from './unknown-requests.js';

/** The files of Swagger UI that its page needs. */
const FILES = [
  'favicon-16x16.png',
  'favicon-32x32.png',
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
];

/**
 * The page runs only Swagger UI's own files, and calls only this server. Swagger UI sets `style` attributes, and its
 * style sheets contain images.
 */
const POLICY = [
  "default-src 'none'",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the pages of the reference link to, relative to `/api/docs/`. */
const LINKS = { problems: 'problems', asyncApi: 'asyncapi.json' };

/** A document that is ready to be sent. */
interface Prepared {
  /** A file extension, such as `.json`, for the content type. */
  readonly type: string;
  readonly content: Buffer;
  readonly etag: string;
}

/**
 * Serves the API documents from memory: a page at `/api/docs`, and `/api/docs-json` and `/api/docs-yaml`. They are
 * generated at the first request. The root redirects to the page, unless the web client is served there.
 */
export function serveDocuments(app: NestExpressApplication): void {
  const unknown = app.get(UnknownRequests);
  let prepared: ReadonlyMap<string, Prepared> | undefined;
  app.use(async (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (request.path === '/') return response.redirect('/api/docs');
    if (!/^\/api\/docs(-json|-yaml|\/.*)?$/.test(request.path)) return next();
    prepared ??= prepare(app);
    const document = prepared.get(request.path);
    if (!document) return next();
    await unknown.count(request, response);
    send(document, request, response);
  });
}

function send({ type, content, etag }: Prepared, request: Request, response: Response): void {
  response.set({ ETag: etag, 'Cache-Control': 'no-cache', 'Content-Security-Policy': POLICY });
  if (request.get('If-None-Match') === etag) return void response.status(304).end();
  response.type(type).send(content);
}

function prepare(app: NestExpressApplication): ReadonlyMap<string, Prepared> {
  const document = apiDocument(app);
  const json = JSON.stringify(document);
  const files = FILES.map((name) => [name, readFileSync(join(swaggerUi(), name))] as const);
  const contents: [path: string, content: string | Buffer, type?: string][] = [
    ['/api/docs', page('./docs/'), '.html'],
    ['/api/docs/', page('./'), '.html'],
    ['/api/docs/socket-events', referencePage('Socket.IO events', socketReference(LINKS)), '.html'],
    ['/api/docs/problems', referencePage('Problem codes', problemReference()), '.html'],
    ['/api/docs/asyncapi.json', JSON.stringify(asyncApiDocument())],
    ['/api/docs-json', json, '.json'],
    ['/api/docs-yaml', dump(JSON.parse(json)), '.yaml'],
    ['/api/docs/swagger-ui-init.js', initialize(json)],
    ...files.map(([name, content]) => [`/api/docs/${name}`, content] as [string, Buffer]),
  ];
  return new Map(contents.map(([path, content, type = extname(path)]) => [path, toPrepared(type, content)]));
}

function toPrepared(type: string, text: string | Buffer): Prepared {
  const content = Buffer.from(text);
  return { type, content, etag: `"${createHash('sha256').update(content).digest('base64url')}"` };
}

/** @param folder the path of the files, relative to the page, because a proxy may serve both below another path */
function page(folder: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Smart Communication Hub: API</title>
    <link rel="icon" type="image/png" href="${folder}favicon-32x32.png" sizes="32x32" />
    <link rel="icon" type="image/png" href="${folder}favicon-16x16.png" sizes="16x16" />
    <link rel="stylesheet" href="${folder}swagger-ui.css" />
    <style>
      body { margin: 0; background: #fafafa; }
      .swagger-ui .topbar { display: none; }
    </style>
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${folder}swagger-ui-bundle.js"></script>
    <script src="${folder}swagger-ui-standalone-preset.js"></script>
    <script src="${folder}swagger-ui-init.js"></script>
  </body>
</html>
`;
}

function initialize(json: string): string {
  return `window.ui = SwaggerUIBundle({
  spec: ${json},
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
});
`;
}
