import type { demoLogins } from './demo/demo.service.js';
import { hostOf, isLoopback } from './listen.js';
import type { Config } from './platform/config/config.js';
import { secretFaults } from './platform/config/secrets.js';

/** Prints what a person needs next; only once it is true. */
export function announce(config: Config, address: string, database: string, logins: typeof demoLogins): void {
  const lines = [
    ['Open', address],
    ...(config.API_DOCS === 'on' ? [['API documents', `${address}/api/docs`]] : []),
    ['Data', database],
    ...unsafeSecrets(config).map((note, index) => [index === 0 ? 'Not safe' : '', note]),
    ...notConfigured(config).map((note, index) => [index === 0 ? 'Not configured' : '', note]),
    ...logins.map(({ name, email, password }, index) => [
      index === 0 ? 'Demo logins' : '',
      `${email.padEnd(20)}${password}   ${name}`,
    ]),
  ];
  console.log(
    `\nSmart Communication Hub is ready.\n\n${lines.map(([label, text]) => `  ${label!.padEnd(16)}${text}`).join('\n')}\n`,
  );
}

/** What others could do with a weak secret, and what to set: they are kept out unless `HOST` lets them in. */
function unsafeSecrets(config: Config): string[] {
  const faults = secretFaults(config);
  if (faults.length === 0) return [];
  const advice = 'set it to at least 32 random bytes, as of `openssl rand -base64 48`';
  return [
    ...faults,
    isLoopback(hostOf(config))
      ? `Only this machine can connect: to serve others, ${advice}.`
      : `HOST is ${config.HOST}, so others may connect: ${advice}.`,
  ];
}

/** @param config as it was read, before a secret was made for it */
function notConfigured(config: Config): string[] {
  return [
    ...(config.JWT_SECRET === undefined ? [`JWT_SECRET: one was made, and is kept in ${config.DATA_DIR}`] : []),
    ...(config.OPENAI_API_KEY === undefined && config.OPENAI_BASE_URL === undefined
      ? ['OPENAI_API_KEY, OPENAI_BASE_URL: insights are built-in digests']
      : []),
    ...(config.REDIS_URL === undefined ? ['REDIS_URL: this is the only node'] : []),
  ];
}
