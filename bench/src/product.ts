import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The build of the server, found by path: no package may import the server (see .dependency-cruiser.cjs). The bench
 * measures the file that runs in production, not a copy of its source.
 */
export const serverRoot = resolve(import.meta.dirname, '../../server');
const dist = join(serverRoot, 'dist');

export const serverMain = join(dist, 'main.js');
export const migrateMain = join(dist, 'migrate.js');

/** Loads a module of the server's build. The caller declares the type of its exports. */
export async function loadServerModule<Exports>(path: string): Promise<Exports> {
  return (await import(pathToFileURL(join(dist, path)).href)) as Exports;
}

interface EmbeddedPostgres {
  readonly connection: { readonly host: string; readonly port: number; readonly username: string };
  stop(): Promise<void>;
}

export interface EmbeddedModule {
  readonly startEmbeddedPostgres: (options: { dataDir: string; packageRoot: string }) => Promise<EmbeddedPostgres>;
}

export interface InsertModule {
  /** Its parameters are arrays: conversation ids, sender ids, message ids, client message ids, contents and replies. */
  readonly INSERT_MESSAGES: string;
}

export interface PlansModule {
  /** The planner settings of connections that run the hot statements. */
  readonly HOT_PLANS: Readonly<Record<string, string>>;
  readonly startUpOptions: (settings: Readonly<Record<string, string>>) => string;
}

export interface DirectConversationModule {
  readonly directConversationId: (one: string, other: string) => string;
}
