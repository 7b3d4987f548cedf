import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { extname } from 'node:path/posix';
import { ProblemError } from '../problems/problem-error.js';
import { followWebFiles, readWebFiles, type Variant, type WebFile, type WebFiles } from './web-files.js';

/** Paths that only the API and the socket server respond to, even if there is nothing at the path. */
const API_PATHS = /^\/(api|socket\.io)(\/|$)/;

/** An encoded slash or backslash: decoded, it would be taken for a path separator. */
const ENCODED_SLASH = /%2f|%5c/i;
/** Parts that no decoded path of a file may have: NUL, backslash, and the segments `.` and `..`. */
const INVALID_PATH = /[\0\\]|\/\.{1,2}(\/|$)/;

/** The page may load only files of this server, runs no inline scripts or styles, and cannot be framed. */
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
 * Serves the built web client at the root from memory: a page view reads no file. For client-side routes, requests that
 * accept HTML get the page; all other requests get `route.not_found`.
 *
 * @param folder the folder of the built client; nothing is served while the folder contains no client
 * @param canChange whether the client may be rebuilt while the server runs; if so, each request checks for changes
 * @throws StartupError when a file of the client cannot be read
 */
export function serveWebClient(app: NestExpressApplication, folder: string, canChange: boolean): void {
  const files = canChange ? followWebFiles(folder) : always(readWebFiles(folder));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading || API_PATHS.test(request.path)) return next();
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

/** Decodes a path; undefined when it cannot be the path of a file. */
function decodePath(encoded: string): string | undefined {
  if (ENCODED_SLASH.test(encoded)) return undefined;
  try {
    const path = decodeURIComponent(encoded);
    return INVALID_PATH.test(path) ? undefined : path;
  } catch {
    return undefined; // malformed percent-encoding
  }
}

/** Returns the file at a path; or the page, for a path that may be a client-side route, which has no file extension. */
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
  if (isUnchanged(request, etag)) return void response.status(304).end();
  const range = requestedRange(request, response, variant);
  response.type(file.extension || 'bin');
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  if (!range) return void response.send(content);
  response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${content.length}`);
  response.send(content.subarray(range.start, range.end + 1));
}

/**
 * Whether the client has the current version. Does not use Express's `request.fresh`, which ignores `If-None-Match`
 * when `Cache-Control: no-cache` is set.
 */
function isUnchanged(request: Request, etag: string): boolean {
  const tags = (request.get('If-None-Match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/**
 * Whether the client accepts an encoding. Tests one encoding at a time: given several, Express would prefer the order
 * of the browser.
 */
function accepts(request: Request, encoding: Variant['encoding']): boolean {
  return encoding === 'identity' || request.acceptsEncodings(encoding) === encoding;
}

/**
 * Returns the caching headers of a file. A file with a content hash in its name never changes; browsers must revalidate
 * every other file each time.
 */
function headersFor(path: string): Record<string, string> {
  const isHashed = path.startsWith('/assets/');
  return {
    'Accept-Ranges': 'bytes',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy': POLICY,
  };
}

/**
 * Returns the byte range that a request asks for; undefined for the whole file. If it asks for several ranges, or for a
 * range of another version, the whole file is sent (RFC 9110, sections 14.2 and 13.1.5).
 *
 * @returns the first and the last byte
 * @throws ProblemError `request.range_invalid`
 */
function requestedRange(request: Request, response: Response, { content, etag }: Variant) {
  const isOfThisVersion = [undefined, etag].includes(request.get('If-Range'));
  if (request.method !== 'GET' || !isOfThisVersion) return undefined;
  const ranges = request.range(content.length, { combine: true });
  if (typeof ranges !== 'number') return ranges?.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  response.removeHeader('ETag');
  response.set({ 'Cache-Control': 'no-store', 'Content-Range': `bytes */${content.length}` });
  throw new ProblemError('request.range_invalid', `The file has ${content.length} bytes: request a range within it.`);
}
