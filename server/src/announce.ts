import type { demoLogins } from './demo/demo.service.js';
import { hostOf, reasonsForLoopback } from './listen.js';
import type { Config } from './platform/config/config.js';
import { isLoopback } from './platform/config/loopback.js';
import { sendsMail } from './platform/mail/mailer.js';

/** Prints what a person needs next; only once it is true. */
export function announce(config: Config, address: string, database: string, logins: typeof demoLogins): void {
  const lines = [
    ['Open', address],
    ...(config.API_DOCS === 'on' ? [['API documents', `${address}/api/docs`]] : []),
    ['Data', database],
    ...unsafe(config, logins.length > 0).map((note, index) => [index === 0 ? 'Not safe' : '', note]),
    ...withoutTls(config, logins.length > 0).map((note) => ['Without TLS', note]),
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

/** What others know that they should not, and whether they can connect. */
function unsafe(config: Config, isDemo: boolean): string[] {
  const reasons = reasonsForLoopback(config, isDemo);
  if (reasons.length === 0) return [];
  return [
    ...reasons,
    isLoopback(hostOf(config, isDemo)!)
      ? 'Until then only this machine can connect.'
      : `HOST is ${config.HOST}, so other machines can connect.`,
  ];
}

/** What others on the network can read, unless a proxy ends TLS, which is known by `TRUST_PROXY` alone. */
function withoutTls(config: Config, isDemo: boolean): string[] {
  const host = hostOf(config, isDemo);
  if (config.TRUST_PROXY > 0 || (host !== undefined && isLoopback(host))) return [];
  return [
    'over plain HTTP others on the network can read passwords, messages and the cookie that keeps people logged in: put a proxy with TLS in front, and set TRUST_PROXY',
  ];
}

/** @param config as it was read, before a secret was made for it */
function notConfigured(config: Config): string[] {
  return [
    ...(config.JWT_SECRET === undefined ? [`JWT_SECRET: one was made, and is kept in ${config.DATA_DIR}`] : []),
    ...(config.OPENAI_API_KEY === undefined && config.OPENAI_BASE_URL === undefined
      ? ['OPENAI_API_KEY, OPENAI_BASE_URL: insights are built-in digests']
      : []),
    ...(config.SMTP_URL === undefined
      ? [`SMTP_URL: no e-mails are sent${sendsMail(config) ? '; their links are printed here' : ''}`]
      : []),
    ...(config.REDIS_URL === undefined ? ['REDIS_URL: this is the only node'] : []),
  ];
}
