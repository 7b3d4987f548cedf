import type { demoLogins } from './demo/demo.service.js';
import { listenHost, reasonsForLoopback } from './listen.js';
import type { Config } from './platform/config/config.js';
import { isLoopback } from './platform/config/loopback.js';
import { canSendMail } from './platform/mail/mailer.js';

/**
 * Prints the address, where the data is, and what is unsafe or not configured. Call it once the server accepts
 * requests.
 */
export function printStartupBanner(config: Config, address: string, database: string, logins: typeof demoLogins): void {
  const lines = [
    ['Open', address],
    ...(config.API_DOCS === 'on' ? [['API documents', `${address}/api/docs`]] : []),
    ['Data', database],
    ...securityNotes(config, logins.length > 0).map((note, index) => [index === 0 ? 'Not safe' : '', note]),
    ...tlsNotes(config, logins.length > 0).map((note) => ['Without TLS', note]),
    ...unconfiguredNotes(config).map((note, index) => [index === 0 ? 'Not configured' : '', note]),
    ...logins.map(({ name, email, password }, index) => [
      index === 0 ? 'Demo logins' : '',
      `${email.padEnd(20)}${password}   ${name}`,
    ]),
  ];
  console.log(
    `\nSmart Communication Hub is ready.\n\n${lines.map(([label, text]) => `  ${label!.padEnd(16)}${text}`).join('\n')}\n`,
  );
}

/** Returns warnings about secrets and passwords that others may know, and whether other machines can connect. */
function securityNotes(config: Config, isDemo: boolean): string[] {
  const reasons = reasonsForLoopback(config, isDemo);
  if (reasons.length === 0) return [];
  return [
    ...reasons,
    isLoopback(listenHost(config, isDemo)!)
      ? 'Until then only this machine can connect.'
      : `HOST is ${config.HOST}, so other machines can connect.`,
  ];
}

/**
 * Warns that traffic is readable on the network, unless a proxy terminates TLS. Only `TRUST_PROXY` tells whether there
 * is such a proxy.
 */
function tlsNotes(config: Config, isDemo: boolean): string[] {
  const host = listenHost(config, isDemo);
  if (config.TRUST_PROXY > 0 || (host !== undefined && isLoopback(host))) return [];
  return [
    'over plain HTTP others on the network can read passwords, messages and the cookie that keeps people logged in: put a TLS proxy in front, and set TRUST_PROXY',
  ];
}

/** @param config the configuration as it was read, before a development secret was generated for it */
function unconfiguredNotes(config: Config): string[] {
  return [
    ...(config.JWT_SECRET === undefined
      ? [`JWT_SECRET: a secret was generated and is stored in ${config.DATA_DIR}`]
      : []),
    ...(config.OPENAI_API_KEY === undefined && config.OPENAI_BASE_URL === undefined
      ? ['OPENAI_API_KEY, OPENAI_BASE_URL: insights are built-in digests']
      : []),
    ...(config.SMTP_URL === undefined
      ? [`SMTP_URL: no e-mails are sent${canSendMail(config) ? '; their links are printed here instead' : ''}`]
      : []),
    ...(config.REDIS_URL === undefined ? ['REDIS_URL: this is the only node'] : []),
  ];
}
