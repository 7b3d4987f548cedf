import 'reflect-metadata';
import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag } from '@smart-hub/command-line/options';
import { asyncApiDocument } from '@smart-hub/contract/asyncapi';
import { NestFactory } from '@nestjs/core';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { parseConfig } from './platform/config/config.js';
import { apiDocument } from './platform/http/api-document.js';

const root = resolve(import.meta.dirname, '../..');
const contract = resolve(root, 'contract');

/** The documents of the interface, by file. Nothing is started: Nest only looks at what there is. */
async function documents(): Promise<Record<string, object>> {
  const app = await NestFactory.create(AppModule.with(parseConfig({}, root), new DataSource({ type: 'postgres' })), {
    preview: true,
    logger: false,
  });
  app.setGlobalPrefix('api');
  return {
    [resolve(contract, 'openapi.json')]: apiDocument(app),
    [resolve(contract, 'asyncapi.json')]: asyncApiDocument(),
  };
}

async function main(check: boolean): Promise<void> {
  for (const [path, document] of Object.entries(await documents())) {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (!check) await writeFile(path, text);
    else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
      console.error(`${path} is not up to date: run \`pnpm docs:generate\`.`);
      process.exitCode = 1;
    }
  }
}

const { values } = readCommandLine({
  name: 'pnpm docs:generate',
  about: 'Writes contract/openapi.json and contract/asyncapi.json from the contract.',
  options: { check: flag('writes nothing, and fails where they are not up to date: pnpm docs:check') },
});
await main(values.check);
