import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { extname } from 'node:path/posix';
import { ProblemError } from '../problems/problem-error.js';
import { followWebFiles, readWebFiles, type Variant, type WebFile, type WebFiles } from './web-files.js';

/** Paths of the API and the socket, which answer for themselves, also where they have nothing. */
const NEIGHBOURS = /^\/(api|socket\.io)(\/|$)/;

/** A slash or backslash that is encoded: decoded, it would pass for one between folders. */
const ENCODED_SLASH = /%2f|%5c/i;
/** What no path of a file has, once it is decoded: NUL, backslash, `.` and `..`. */
const NO_PATH = /[\0\\]|\/\.{1,2}(\/|$)/;

/** The page loads nothing but itself, runs no script and no style that stands in it, and is shown in no frame. */
const POLICY = [
  "default-src 'none'",
  "object-src 'none'",
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
 * Serves the built web client at the root, from memory: a page view reads no file. Its routes lead to its one page, for
 * requests that accept HTML; all others are answered that there is no such route.
 *
 * @param folder of the built client; while there is none in it, nothing is served
 * @param changes whether it may be built again while this runs; then each request looks whether it has been
 * @throws StartupError when a file of it cannot be read
 */
export function serveWebClient(app: NestExpressApplication, folder: string, changes: boolean): void {
  const files = changes ? followWebFiles(folder) : always(readWebFiles(folder));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading || NEIGHBOURS.test(request.path)) return next();
    const path = decodePath(request.path);
    if (path === undefined) return next();
    const file = findFile(files(), path, request.headers.accept?.includes('text/html') ?? false);
    if (!file) return next();
    serve(file, path, request, response);
  });
}

function always(files: WebFiles): () => WebFiles {
  return () => files;
}

/** The path in plain text; undefined when it cannot be that of a file. */
function decodePath(encoded: string): string | undefined {
  if (ENCODED_SLASH.test(encoded)) return undefined;
  try {
    const path = decodeURIComponent(encoded);
    return NO_PATH.test(path) ? undefined : path;
  } catch {
    return undefined; // malformed percent-encoding
  }
}

/** The file at a path; or the page, for a path that could be one of its routes: those have no extension. */
function findFile(files: WebFiles, path: string, acceptsPage: boolean): WebFile | undefined {
  const file = files.get(path === '/' ? '/index.html' : path);
  if (file || !acceptsPage || extname(path) !== '' || path.startsWith('/.well-known')) return file;
  return files.get('/index.html');
}

/** @throws ProblemError `request.range_invalid` */
function serve(file: WebFile, path: string, request: Request, response: Response): void {
  const variant = file.variants.find(({ encoding }) => accepts(request, encoding))!;
  const { content, encoding, etag } = variant;
  response.vary('Accept-Encoding').set({ ...headersFor(path), ETag: etag });
  if (hasAlready(request, etag)) return void response.status(304).end();
  const part = partOf(request, response, variant);
  response.type(file.extension || 'bin');
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  if (!part) return void response.send(content);
  response.status(206).set('Content-Range', `bytes ${part.start}-${part.end}/${content.length}`);
  response.send(content.subarray(part.start, part.end + 1));
}

/** Not Express's `request.fresh`: it would send the whole to a client that asks caches, with `no-cache`, to pass its question on. */
function hasAlready(request: Request, etag: string): boolean {
  const tags = (request.get('If-None-Match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** One encoding at a time: asked about several, Express would choose in the order of the browser, not in ours. */
function accepts(request: Request, encoding: Variant['encoding']): boolean {
  return encoding === 'identity' || request.acceptsEncodings(encoding) === encoding;
}

/** A file with the hash of its content in its name never changes; browsers ask again for all others each time. */
function headersFor(path: string): Record<string, string> {
  const isHashed = path.startsWith('/assets/');
  return {
    'Accept-Ranges': 'bytes',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy': POLICY,
  };
}

/**
 * The part of a file that a request asks for; undefined for the whole. Where several parts are asked for, or parts of another
 * version, the whole is sent: RFC 9110, sections 14.2 and 13.1.5.
 *
 * @returns its first and its last byte
 * @throws ProblemError `request.range_invalid`
 */
function partOf(request: Request, response: Response, { content, etag }: Variant) {
  const isOfThisVersion = [undefined, etag].includes(request.get('If-Range'));
  if (request.method !== 'GET' || !isOfThisVersion) return undefined;
  const ranges = request.range(content.length, { combine: true });
  if (typeof ranges !== 'number') return ranges?.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  response.removeHeader('ETag');
  response.set({ 'Cache-Control': 'no-store', 'Content-Range': `bytes */${content.length}` });
  throw new ProblemError('request.range_invalid', `The file has ${content.length} bytes: ask for some of those.`);
}
