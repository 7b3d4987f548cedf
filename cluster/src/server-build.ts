import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The paths of the repository and of the server's build. The server is started and loaded by path, because no package
 * may import it (see .dependency-cruiser.cjs), and so that the same files run as in production.
 */
export const repositoryRoot = resolve(import.meta.dirname, '../..');
export const serverRoot = join(repositoryRoot, 'server');
export const serverMain = join(serverRoot, 'dist/main.js');
export const balancerTemplate = resolve(import.meta.dirname, '../nginx/hub.conf.template');

/** Loads a module of the server's build. The caller declares the type of its exports. */
export async function loadServerModule<Exports>(path: string): Promise<Exports> {
  return (await import(pathToFileURL(join(serverRoot, 'dist', path)).href)) as Exports;
}

export interface ConfigModule {
  /** @throws StartupError that names every invalid key */
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
  /** Returns one line for each insecure secret: why tokens can be forged, and what the operator should do. */
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
    readonly onUnexpectedExit?: (reason: string) => void;
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
