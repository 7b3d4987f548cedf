import type { NestExpressApplication } from '@nestjs/platform-express';
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv, { type Options } from 'sirv';

/** What is not the page's: its neighbours answer for themselves, also for what they do not have. */
const NEIGHBOURS = /^\/(api|socket\.io)([/?]|$)/;

/** The page loads nothing but itself, runs no script and no style that stands in it, and is shown in no frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the built web client at the root, compressed when it was built. Its routes lead to its one page, for whoever asks
 * for a page; everybody else is told that there is no such route.
 *
 * @param folder of the built client; without one, nothing is served
 * @param changes whether it may be built anew while this runs
 */
export function serveWebClient(app: NestExpressApplication, folder: string, changes: boolean): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  const options: Options = { brotli: true, gzip: true, etag: true, dev: changes, setHeaders };
  const files = sirv(folder, options);
  const page = sirv(folder, { ...options, single: true });
  app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading || NEIGHBOURS.test(request.url ?? '')) return next();
    const serve = request.headers.accept?.includes('text/html') ? page : files;
    serve(request, response, next);
  });
}

/** What has the hash of its content in its name never changes; everything else is asked for again each time. */
function setHeaders(response: ServerResponse, path: string): void {
  const isHashed = path.startsWith('/assets/');
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('Content-Security-Policy', POLICY);
}
