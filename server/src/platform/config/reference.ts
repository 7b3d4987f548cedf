import { table } from '@smart-hub/contract/markdown';
import { type z } from 'zod';
import { keySections, type KeyDocumentation } from './keys.js';

/** Keys that only `docker-compose.yml` reads, and not the server. */
const COMPOSE_KEYS: Readonly<Record<string, KeyDocumentation>> = {
  PUBLISH_ADDRESS: {
    description:
      'Address of this machine at which `docker-compose.yml` publishes the server, such as `0.0.0.0` for all addresses. Choose your own secrets first.',
    unset: 'loopback only',
  },
};

interface DocumentedKey extends KeyDocumentation {
  readonly name: string;
  readonly defaultValue: string | undefined;
}

const sections: [title: string, keys: DocumentedKey[]][] = [
  ...Object.entries(keySections).map(
    ([title, keys]) => [title, Object.entries(keys).map(toDocumented)] as [string, DocumentedKey[]],
  ),
  ['Docker Compose', Object.entries(COMPOSE_KEYS).map(([name, key]) => ({ name, defaultValue: undefined, ...key }))],
];

function toDocumented([name, schema]: [string, z.ZodType]): DocumentedKey {
  const { defaultValue } = schema.def as { defaultValue?: unknown };
  const text = defaultValue === undefined || defaultValue === '' ? undefined : `${defaultValue as string | number}`;
  return { ...(schema.meta() as unknown as KeyDocumentation), name, defaultValue: text };
}

const introduction = `# Configuration

<!-- Written by \`pnpm docs:generate\` from server/src/platform/config/keys.ts. -->

The server reads its settings from the environment and from \`.env\` in the root of the clone; the environment takes precedence. Copy [.env.example](../.env.example)
to start. An empty value counts as unset. If any value is invalid, the server lists all invalid values and does not start. Several nodes need the
same settings, except \`PORT\`, \`HOST\` and \`NODE_NAME\`.`;

/** Returns the reference of all keys as Markdown: docs/configuration.md. */
export function configurationReference(): string {
  const tables = sections.map(([title, keys]) => {
    const rows = keys.map(({ name, unset, defaultValue, description }) => {
      const shown = defaultValue === undefined ? `unset: ${unset!}` : `\`${defaultValue}\``;
      return [`\`${name}\``, shown, description];
    });
    return `## ${title}\n\n${table(['key', 'default', 'meaning'], rows)}`;
  });
  return `${[introduction, ...tables].join('\n\n')}\n`;
}

const envIntroduction = [
  'Every setting with its default, or with an example. Copy it: `cp .env.example .env`. The copy works unchanged, with Docker and without.',
  'The secrets in it are published, so the server listens on loopback only, and refuses them in production.',
  'The environment takes precedence over this file. An empty value counts as unset. Written by `pnpm docs:generate`.',
];

/** Returns a file of all keys with their defaults and descriptions: `.env.example`. */
export function envExample(): string {
  const blocks = sections.flatMap(([title, keys]) => [`# --- ${title} ---`, ...keys.map(envBlock)]);
  return `${[envIntroduction.map(comment).join('\n'), ...blocks].join('\n\n')}\n`;
}

function envBlock({ name, description, unset, example, defaultValue, isCommentedOut }: DocumentedKey): string {
  const text = unset === undefined ? description : `${description} Unset: ${unset}.`;
  const line = `${name}=${quoted(example ?? defaultValue ?? '')}`;
  return [comment(plainText(text)), isCommentedOut ? `# ${line}` : line].join('\n');
}

/** Returns a Markdown text without markup. Each link becomes the path of the linked file. */
function plainText(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, 'docs/$1').replaceAll('`', '');
}

const LINE_WIDTH = 120;

/** Breaks a text into lines of a comment. */
function comment(text: string): string {
  const lines = ['#'];
  for (const word of text.split(' ')) {
    const extended = `${lines.at(-1)!} ${word}`;
    if (extended.length <= LINE_WIDTH) lines[lines.length - 1] = extended;
    else lines.push(`# ${word}`);
  }
  return lines.join('\n');
}

/** Numbers and words need no quotes; `docker run --env-file` would pass them on. */
function quoted(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `"${value}"`;
}
