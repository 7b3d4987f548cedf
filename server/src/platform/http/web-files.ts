import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { StartupError } from '../startup-error.js';

/** The encodings in which the build compresses files, smallest first, and the extensions of the compressed files. */
const ENCODINGS = [
  { encoding: 'br', extension: '.br' },
  { encoding: 'gzip', extension: '.gz' },
] as const;

/** One encoding of a file, in memory. */
export interface Variant {
  readonly encoding: 'br' | 'gzip' | 'identity';
  readonly content: Buffer;
  /** A strong ETag: it differs between encodings. */
  readonly etag: string;
}

export interface WebFile {
  /** The file extension, such as `.js`. */
  readonly extension: string;
  /** Smallest first; the last one is uncompressed. */
  readonly variants: readonly Variant[];
}

/** Files by their URL path, such as `/assets/index.js`. */
export type WebFiles = ReadonlyMap<string, WebFile>;

const NONE: WebFiles = new Map();

/**
 * Reads the files of the built web client. Everything in this module is synchronous, so as not to occupy a thread of
 * libuv's pool.
 *
 * @returns an empty map when the client has not been built
 * @throws StartupError when a file cannot be read
 */
export function readWebFiles(folder: string): WebFiles {
  const paths = listFiles(folder);
  if (!paths.includes('index.html')) return NONE;
  const isCompressed = (path: string) =>
    ENCODINGS.some(({ extension }) => path.endsWith(extension) && paths.includes(path.slice(0, -extension.length)));
  const contents = new Map(paths.map((path) => [path, readContent(join(folder, path))]));
  return new Map(
    paths.filter((path) => !isCompressed(path)).map((path) => [`/${path}`, toFile(path, contents)] as const),
  );
}

/**
 * Follows a folder that may be rebuilt while the server runs.
 *
 * @returns a function that returns the current files or, while a build is in progress, the files of the previous build
 * @throws StartupError when a file cannot be read; the returned function throws it as well
 */
export function followWebFiles(folder: string): () => WebFiles {
  let fingerprint = '';
  let files = NONE;
  const refresh = () => {
    const now = fingerprintOf(folder);
    if (now === fingerprint) return files;
    const read = readUnlessInBuild(folder);
    if (read.size > 0) [files, fingerprint] = [read, now];
    return files;
  };
  refresh();
  return refresh;
}

/** Reads the files; returns an empty map while a build is removing them. */
function readUnlessInBuild(folder: string): WebFiles {
  try {
    return readWebFiles(folder);
  } catch (error) {
    if (isMissing((error as StartupError).cause)) return NONE;
    throw error;
  }
}

/** Returns a text that changes whenever a file changes. */
function fingerprintOf(folder: string): string {
  return listFiles(folder)
    .map((path) => `${path} ${stampOf(join(folder, path))}`)
    .join('\n');
}

function stampOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return ''; // reading the file reports the error
  }
}

/**
 * Returns the paths of the files below a folder, with `/` as separator. Hidden files are left out, except for
 * `.well-known`.
 */
function listFiles(folder: string): string[] {
  return readEntries(folder)
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((parts) => !parts.some((part) => part.startsWith('.') && part !== '.well-known'))
    .map((parts) => parts.join('/'));
}

function toFile(path: string, contents: ReadonlyMap<string, Buffer>): WebFile {
  const compressed = ENCODINGS.flatMap(({ encoding, extension }) => {
    const content = contents.get(path + extension);
    return content ? [toVariant(encoding, content)] : [];
  });
  return { extension: extname(path), variants: [...compressed, toVariant('identity', contents.get(path)!)] };
}

function toVariant(encoding: Variant['encoding'], content: Buffer): Variant {
  return { encoding, content, etag: `"${createHash('sha256').update(content).digest('base64url')}"` };
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    // The folder is not built yet, or a build removed it during the listing.
    if (isMissing(error)) return [];
    throw unreadable(folder, error);
  }
}

function readContent(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}

function unreadable(path: string, cause: unknown): StartupError {
  const why = (cause as Error).message;
  return new StartupError(
    `The web client at ${path} cannot be read (${why}): make it readable, or build it again with \`pnpm build\`.`,
    { cause },
  );
}
