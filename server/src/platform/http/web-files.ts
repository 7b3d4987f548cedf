import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { StartupError } from '../startup-error.js';

/** The encodings that the build compresses files in, the smallest first; a compressed file carries the extension. */
const ENCODINGS = [
  { encoding: 'br', extension: '.br' },
  { encoding: 'gzip', extension: '.gz' },
] as const;

/** One encoding of a file, in memory. */
export interface Variant {
  readonly encoding: 'br' | 'gzip' | 'identity';
  readonly content: Buffer;
  /** A strong one: it differs between encodings. */
  readonly etag: string;
}

export interface WebFile {
  /** The extension of its name, such as `.js`. */
  readonly extension: string;
  /** The smallest first; the last one is not compressed. */
  readonly variants: readonly Variant[];
}

/** Files by their path in the address, such as `/assets/index.js`. */
export type WebFiles = ReadonlyMap<string, WebFile>;

const NONE: WebFiles = new Map();

/**
 * Reads the files of the built web client. Synchronously, like everything here: that needs no thread of libuv's pool.
 *
 * @returns none when it has not been built
 * @throws StartupError when one of them cannot be read
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
 * Follows a folder that may be built again while the server runs.
 *
 * @returns a function that returns the files as they are now; while a build is under way, those of the build before
 * @throws StartupError when one of the files cannot be read; the function throws it, too
 */
export function followWebFiles(folder: string): () => WebFiles {
  let state = '';
  let files = NONE;
  const look = () => {
    const now = stateOf(folder);
    if (now === state) return files;
    const read = readUnlessInBuild(folder);
    if (read.size > 0) [files, state] = [read, now];
    return files;
  };
  look();
  return look;
}

/** None while a build removes files. */
function readUnlessInBuild(folder: string): WebFiles {
  try {
    return readWebFiles(folder);
  } catch (error) {
    if (isAbsent((error as StartupError).cause)) return NONE;
    throw error;
  }
}

/** A text that changes whenever a file does. */
function stateOf(folder: string): string {
  return listFiles(folder)
    .map((path) => `${path} ${stampOf(join(folder, path))}`)
    .join('\n');
}

function stampOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return ''; // reading it says why
  }
}

/** The files below a folder, their paths with `/`; hidden ones are not served, except for `.well-known`. */
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
    // Not built yet, or removed by a build while it was listed.
    if (isAbsent(error)) return [];
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

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}

function unreadable(path: string, cause: unknown): StartupError {
  const why = (cause as Error).message;
  return new StartupError(
    `The web client at ${path} cannot be read (${why}): make it readable, or build it again with \`pnpm build\`.`,
    { cause },
  );
}
