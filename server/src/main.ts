import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LazyModuleLoader } from '@nestjs/core';
import { resolve } from 'node:path';
import { printStartupBanner } from './startup-banner.js';
import { createApp } from './create-app.js';
import { onStop, stopOnSignals, stopSignal, stopWith, stopWithSupervisor } from './lifecycle.js';
import { listenHost, listen } from './listen.js';
import { loadConfig } from './platform/config/config.js';
import { withDevelopmentSecret } from './platform/config/development-secret.js';
import { closeOnceOpen, openDatabase, prepareSchema } from './platform/database/open-database.js';
import { StartupError } from './platform/startup-error.js';
import { schema } from './schema.js';
import { readStartOptions } from './start-options.js';
import { reportToSupervisor } from './supervisor-report.js';

const packageRoot = resolve(import.meta.dirname, '..');
const root = resolve(packageRoot, '..');
const { demo: wantsDemo } = readStartOptions();

/** How long disconnecting clients and finishing accepted work may take, in milliseconds. */
const APP_LIMIT_MS = 25_000;

async function main(): Promise<void> {
  const config = loadConfig(root);
  if (wantsDemo && config.NODE_ENV === 'production')
    throw new StartupError(
      '--demo is refused in production: it creates accounts with published passwords. Start without it.',
    );
  const onLost = (why: string) => stopWith(new StartupError(why));
  const opening = openDatabase({ config, schema, packageRoot, onLost, signal: stopSignal });
  // This action is registered before the database is open, so that a signal during the start does not leave an embedded
  // PostgreSQL running.
  onStop(() => closeOnceOpen(opening), Infinity);
  const { dataSource, location } = await opening;
  await prepareSchema(dataSource, config);
  const page = resolve(root, 'web/dist/page');
  // The development secret is loaded after the database is open, because only the owner of the data folder may create
  // the secret in it.
  const app = await createApp(await withDevelopmentSecret(config), dataSource, { page });
  onStop(() => app.close(), APP_LIMIT_MS);
  const demo = wantsDemo ? await loadDemo(app) : undefined;
  const people = await demo?.service.fill();
  const address = await listen(app, { host: listenHost(config, wantsDemo), port: config.PORT });
  if (demo && people) {
    onStop(async () => demo.presence.disconnect());
    demo.presence.connect(address, people);
  }
  reportToSupervisor({ port: Number(new URL(address).port) });
  printStartupBanner(config, address, location, demo?.logins ?? []);
}

/** Loads the demo module only for `--demo`, so that other starts do not load it. */
async function loadDemo(app: NestExpressApplication) {
  const { DemoModule } = await import('./demo/demo.module.js');
  const { DemoPresenceService } = await import('./demo/demo-presence.service.js');
  const { DemoService, demoLogins: logins } = await import('./demo/demo.service.js');
  const demo = await app.get(LazyModuleLoader).load(() => DemoModule, { logger: false });
  return { service: demo.get(DemoService), presence: demo.get(DemoPresenceService), logins };
}

stopOnSignals();
stopWithSupervisor();
main().catch(stopWith);
