import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { configKeys, parseConfig } from './config.js';

const root = resolve(__dirname, '../../../..');
const text = readFileSync(resolve(root, '.env.example'), 'utf8');
const copied = parseEnv(text);
/** Keys that only docker-compose.yml reads. */
const COMPOSE_KEYS = ['PUBLISH_ADDRESS'];

describe('.env.example', () => {
  it('contains every key of the configuration once, and no other key', () => {
    const named = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]*)=/gm)].map(([, key]) => key!);
    expect(named.toSorted()).toEqual([...configKeys, ...COMPOSE_KEYS].toSorted());
  });

  it('explains every key in a comment', () => {
    const lines = text.split('\n');
    const unexplained = lines.filter((line, index) => /^[A-Z_]+=/.test(line) && !lines[index - 1]!.startsWith('# '));
    expect(unexplained).toEqual([]);
  });

  it('contains the default of every key except the secret and the origins', () => {
    const { JWT_SECRET, CORS_ORIGINS, ...rest } = parseConfig(copied, root);
    expect({ JWT_SECRET, CORS_ORIGINS }).toEqual({
      JWT_SECRET: 'some_secret',
      CORS_ORIGINS: ['http://localhost:3000', 'https://your-site.com'],
    });
    expect(rest).toEqual({ ...parseConfig({}, root), CORS_ORIGINS: undefined });
  });

  it('selects the embedded database in development, and is refused in production', () => {
    expect(parseConfig(copied, root).DB_HOST).toBeUndefined();
    expect(() => parseConfig({ ...copied, NODE_ENV: 'production' }, root)).toThrow(
      /JWT_SECRET is a published example[^]*DB_HOST is required in production/,
    );
  });

  it('has the same meaning if the quotes are passed on, as by `docker run --env-file`', () => {
    const quoted = Object.fromEntries([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [key!, value]));
    expect(parseConfig(quoted, root)).toEqual(parseConfig(copied, root));
  });
});
