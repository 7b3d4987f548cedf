import { isLoopback, isUnixSocket } from './loopback.js';
import { SECRET_ADVICE, secretFaults } from './secrets.js';

/** The database password in `.env.example`. */
export const DEVELOPMENT_PASSWORD = 'nest_pass';

/** The environment variables, without those that count as unset. */
type SetKeys = Readonly<Record<string, string>>;

/**
 * Returns the faults of combinations of keys that are valid individually, one line for each fault.
 *
 * These are not refinements of the schema, because zod skips refinements when any key is invalid, and the message must
 * name every fault.
 */
export function crossKeyFaults(set: SetKeys): string[] {
  return [
    ...registrationFaults(set),
    ...mailFaults(set),
    ...authorityFaults(set),
    ...databaseFaults(set),
    ...productionFaults(set),
  ];
}

/** Splits a list that is separated by commas. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Returns the settings with which more, or fewer, people could register than the operator expects. */
function registrationFaults({ REGISTRATION = 'open', REGISTRATION_DOMAINS = '' }: SetKeys): string[] {
  const hasDomains = splitList(REGISTRATION_DOMAINS).length > 0;
  if (REGISTRATION === 'domains' && !hasDomains) return ['REGISTRATION is domains, but REGISTRATION_DOMAINS is empty'];
  if (REGISTRATION === 'open' && hasDomains)
    return ['REGISTRATION_DOMAINS has no effect while REGISTRATION is open: set REGISTRATION=domains'];
  return [];
}

function mailFaults({ NODE_ENV, SMTP_URL, PUBLIC_URL, EMAIL_VERIFICATION = 'off' }: SetKeys): string[] {
  if (SMTP_URL !== undefined && PUBLIC_URL === undefined)
    return [
      'PUBLIC_URL is required with SMTP_URL: the address at which people open the page, for the links in e-mails',
    ];
  if (NODE_ENV === 'production' && SMTP_URL === undefined && EMAIL_VERIFICATION !== 'off')
    return [`EMAIL_VERIFICATION is ${EMAIL_VERIFICATION}, but SMTP_URL is not set: no e-mail could be sent`];
  return [];
}

function authorityFaults(set: SetKeys): string[] {
  return ['DB', 'REDIS']
    .filter((service) => set[`${service}_CA_CERT`] !== undefined && set[`${service}_CA_FILE`] !== undefined)
    .map((service) => `${service}_CA_CERT and ${service}_CA_FILE are both set: keep one`);
}

function databaseFaults(set: SetKeys): string[] {
  return [...tlsFaults(set), ...(set['DB_POOLER'] === 'transaction' ? poolerFaults(set) : directFaults(set))];
}

function tlsFaults({ DB_TLS, DB_CA_CERT, DB_CA_FILE, DB_HOST, DB_DIRECT_HOST }: SetKeys): string[] {
  if (DB_TLS === 'off' && (DB_CA_CERT ?? DB_CA_FILE) !== undefined)
    return ['DB_TLS is off, but a certificate authority is set: unset one of them'];
  const hosts = [DB_HOST, DB_DIRECT_HOST].filter((host) => host !== undefined);
  if (DB_TLS === 'on' && hosts.length > 0 && hosts.every(isUnixSocket))
    return ['DB_TLS is on, but DB_HOST is a Unix socket, which does not support TLS: unset DB_TLS'];
  return [];
}

function poolerFaults({ DB_HOST, DB_DIRECT_HOST }: SetKeys): string[] {
  const lines = [];
  if (DB_HOST === undefined) lines.push('DB_HOST is required with DB_POOLER=transaction: the host of the pooler');
  if (DB_DIRECT_HOST === undefined)
    lines.push(
      'DB_DIRECT_HOST is required with DB_POOLER=transaction: the host of PostgreSQL itself, for migrations, which do not work through a pooler',
    );
  return lines;
}

/**
 * Returns the keys for bypassing a pooler that are set although there is no pooler. The port in `.env.example` is
 * accepted, because a copy of that file sets it.
 */
function directFaults({ DB_DIRECT_HOST, DB_DIRECT_PORT = '5432' }: SetKeys): string[] {
  if (DB_DIRECT_HOST !== undefined)
    return [
      'DB_DIRECT_HOST is set, but DB_POOLER is not transaction: set DB_POOLER=transaction, or unset DB_DIRECT_HOST',
    ];
  if (DB_DIRECT_PORT !== '5432')
    return ['DB_DIRECT_PORT is set, but DB_DIRECT_HOST is not: set DB_DIRECT_HOST, or unset DB_DIRECT_PORT'];
  return [];
}

function productionFaults(set: SetKeys): string[] {
  const { NODE_ENV, DB_HOST, JWT_SECRET, JWT_SECRET_PREVIOUS = '' } = set;
  if (NODE_ENV !== 'production') return [];
  const lines = secretFaults({ JWT_SECRET, JWT_SECRET_PREVIOUS: splitList(JWT_SECRET_PREVIOUS) });
  if (JWT_SECRET === undefined) lines.push(`JWT_SECRET is required in production: ${SECRET_ADVICE}`);
  if (DB_HOST === undefined)
    lines.push('DB_HOST is required in production: the embedded database is for development only');
  return [...lines, ...passwordFaults(set)];
}

function passwordFaults({ DB_PASSWORD = DEVELOPMENT_PASSWORD, DB_HOST, DB_DIRECT_HOST }: SetKeys): string[] {
  if (DB_PASSWORD !== DEVELOPMENT_PASSWORD) return [];
  const remote = Object.entries({ DB_HOST, DB_DIRECT_HOST }).find(
    ([, host]) => host !== undefined && !isUnixSocket(host) && !isLoopback(host),
  );
  return remote
    ? [`DB_PASSWORD is the published example, and ${remote[0]} is another machine: choose a password of your own`]
    : [];
}
