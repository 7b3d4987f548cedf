import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The build of the server, by path: nothing imports the server (see .dependency-cruiser.cjs), and what is run here is the
 * file that is run in production.
 */
export const workspace = resolve(import.meta.dirname, '../..');
export const serverRoot = join(workspace, 'server');
export const serverMain = join(serverRoot, 'dist/main.js');
export const balancerTemplate = resolve(import.meta.dirname, '../nginx/hub.conf.template');

/** Loads a module of the server's build. The caller says what it exports. */
export async function load<Exports>(path: string): Promise<Exports> {
  return (await import(pathToFileURL(join(serverRoot, 'dist', path)).href)) as Exports;
}

export interface ConfigModule {
  /** @throws StartupError that names every bad key */
  readonly loadConfig: (root: string) => {
    readonly HOST?: string;
    readonly PORT: number;
    readonly DB_HOST?: string;
    readonly DB_PORT: number;
    readonly DB_NAME: string;
    readonly DATA_DIR: string;
    readonly REDIS_URL?: string;
    readonly JWT_SECRET?: string;
    readonly JWT_SECRET_PREVIOUS: readonly string[];
  };
}

export interface SecretsModule {
  /** Why tokens can be forged, and what to do about it, one line for each secret that allows it. */
  readonly secretFaults: (config: ReturnType<ConfigModule['loadConfig']>) => string[];
}

export interface LoopbackModule {
  readonly isLoopback: (host: string) => boolean;
}

interface EmbeddedPostgres {
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly username: string;
    readonly password: string | undefined;
    readonly database: string;
  };
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface EmbeddedModule {
  readonly startEmbeddedPostgres: (options: {
    readonly dataDir: string;
    readonly packageRoot: string;
    readonly settings?: Readonly<Record<string, string>>;
    readonly onUnexpectedExit?: (why: string) => void;
  }) => Promise<EmbeddedPostgres>;
}

export interface LifecycleModule {
  readonly onStop: (run: () => Promise<unknown>, limitMs?: number) => void;
  readonly stopWith: (error: unknown) => void;
  readonly stopOnSignals: () => void;
}

export interface StartupErrorModule {
  readonly StartupError: new (message: string) => Error;
}
