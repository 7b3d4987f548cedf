import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LazyModuleLoader } from '@nestjs/core';
import { resolve } from 'node:path';
import { announce } from './announce.js';
import { createApp } from './create-app.js';
import { onStop, stopOnSignals, stopSignal, stopWith, stopWithSupervisor } from './lifecycle.js';
import { hostOf, listen } from './listen.js';
import { loadConfig } from './platform/config/config.js';
import { withDevelopmentSecret } from './platform/config/development-secret.js';
import { closeOnceOpen, openDatabase, prepareSchema } from './platform/database/open-database.js';
import { StartupError } from './platform/startup-error.js';
import { schema } from './schema.js';
import { readStartOptions } from './start-options.js';
import { tellSupervisor } from './supervised.js';

const packageRoot = resolve(import.meta.dirname, '..');
const root = resolve(packageRoot, '..');
const { demo: wantsDemo } = readStartOptions();

/** How long letting clients go and finishing what was taken may last, in milliseconds. */
const APP_LIMIT_MS = 25_000;

async function main(): Promise<void> {
  const config = loadConfig(root);
  if (wantsDemo && config.NODE_ENV === 'production')
    throw new StartupError(
      '--demo is refused in production: it makes accounts whose passwords everybody knows. Start without it.',
    );
  const onLost = (why: string) => stopWith(new StartupError(why));
  const opening = openDatabase({ config, schema, packageRoot, onLost, signal: stopSignal });
  // Registered before it is open: a signal in the middle of the start must not leave a database behind.
  onStop(() => closeOnceOpen(opening), Infinity);
  const { dataSource, place } = await opening;
  await prepareSchema(dataSource, config);
  // After the database: whoever has its folder has it alone.
  const page = resolve(root, 'web/dist/page');
  const app = await createApp(await withDevelopmentSecret(config), dataSource, { page });
  onStop(() => app.close(), APP_LIMIT_MS);
  const demo = wantsDemo ? await loadDemo(app) : undefined;
  const people = await demo?.service.fill();
  const address = await listen(app, { host: hostOf(config, wantsDemo), port: config.PORT });
  if (demo && people) {
    onStop(async () => demo.presence.leave());
    demo.presence.appear(address, people);
  }
  tellSupervisor({ port: Number(new URL(address).port) });
  announce(config, address, place, demo?.logins ?? []);
}

/** Loaded only when it is asked for: no other start pays for it. */
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
