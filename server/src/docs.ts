import 'reflect-metadata';
import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag } from '@smart-hub/command-line/options';
import { asyncApiDocument } from '@smart-hub/contract/asyncapi';
import { problemReference } from '@smart-hub/contract/problem-reference';
import { socketReference } from '@smart-hub/contract/socket-reference';
import { NestFactory } from '@nestjs/core';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { parseConfig } from './platform/config/config.js';
import { configurationReference, envExample } from './platform/config/reference.js';
import { apiDocument } from './platform/http/api-document.js';

const root = resolve(import.meta.dirname, '../..');
/**
 * Returns the generated documents: their text by path. Nothing is started: in preview mode Nest only inspects the
 * modules.
 */
async function documents(): Promise<Record<string, string>> {
  const app = await NestFactory.create(AppModule.with(parseConfig({}, root), new DataSource({ type: 'postgres' })), {
    preview: true,
    logger: false,
  });
  app.setGlobalPrefix('api');
  return {
    'contract/openapi.json': json(apiDocument(app)),
    'contract/asyncapi.json': json(asyncApiDocument()),
    'docs/socket-events.md': socketReference(),
    'docs/problems.md': problemReference(),
    'docs/configuration.md': configurationReference(),
    '.env.example': envExample(),
  };
}

function json(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function main(check: boolean): Promise<void> {
  for (const [path, text] of Object.entries(await documents())) {
    const file = resolve(root, path);
    if (!check) await writeFile(file, text);
    else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error(`${path} is not up to date: run \`pnpm docs:generate\`.`);
      process.exitCode = 1;
    }
  }
}

const { values } = readCommandLine({
  name: 'pnpm docs:generate',
  about:
    'Writes the documents that are generated from the contract and from the settings: in contract/ and docs/, and .env.example.',
  options: { check: flag('writes nothing, and fails if they are not up to date (pnpm docs:check)') },
});
await main(values.check);
