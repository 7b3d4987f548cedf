import { isLoopback, isSocket } from './loopback.js';
import { SECRET_ADVICE, secretFaults } from './secrets.js';

/** Stands in `.env.example`. */
export const DEVELOPMENT_PASSWORD = 'nest_pass';

/** The environment, without the keys that count as unset. */
type SetKeys = Readonly<Record<string, string>>;

/**
 * What is wrong with keys that are valid one by one, a line each.
 *
 * No refinements of the schema: those would be silent as long as any key is bad, and every bad one is to be named at once.
 */
export function faultsBetweenKeys(set: SetKeys): string[] {
  return [
    ...registrationFaults(set),
    ...mailFaults(set),
    ...authorityFaults(set),
    ...databaseFaults(set),
    ...productionFaults(set),
  ];
}

/** The parts of a value that are separated by commas. */
export function partsOf(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Settings that would leave the server open to others, or to fewer people, than the operator believes. */
function registrationFaults({ REGISTRATION = 'open', REGISTRATION_DOMAINS = '' }: SetKeys): string[] {
  const areNamed = partsOf(REGISTRATION_DOMAINS).length > 0;
  if (REGISTRATION === 'domains' && !areNamed) return ['REGISTRATION is domains, and REGISTRATION_DOMAINS names none'];
  if (REGISTRATION === 'open' && areNamed)
    return ['REGISTRATION_DOMAINS keeps nobody out while REGISTRATION is open: set REGISTRATION=domains'];
  return [];
}

function mailFaults({ NODE_ENV, SMTP_URL, PUBLIC_URL, EMAIL_VERIFICATION = 'off' }: SetKeys): string[] {
  if (SMTP_URL !== undefined && PUBLIC_URL === undefined)
    return [
      'PUBLIC_URL is required with SMTP_URL: the address at which people open the page, for the links in e-mails',
    ];
  if (NODE_ENV === 'production' && SMTP_URL === undefined && EMAIL_VERIFICATION !== 'off')
    return [`EMAIL_VERIFICATION is ${EMAIL_VERIFICATION}, and SMTP_URL is not set: no e-mail could be sent`];
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
    return ['DB_TLS is off, and an authority for TLS is set: unset one of them'];
  const hosts = [DB_HOST, DB_DIRECT_HOST].filter((host) => host !== undefined);
  if (DB_TLS === 'on' && hosts.length > 0 && hosts.every(isSocket))
    return ['DB_TLS is on, and DB_HOST is a socket of this machine, which knows no TLS: unset DB_TLS'];
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

/** Without a pooler. The port as `.env.example` has it says nothing. */
function directFaults({ DB_DIRECT_HOST, DB_DIRECT_PORT = '5432' }: SetKeys): string[] {
  if (DB_DIRECT_HOST !== undefined)
    return ['DB_DIRECT_HOST is set, and DB_POOLER is not transaction: set that, or unset DB_DIRECT_HOST'];
  if (DB_DIRECT_PORT !== '5432')
    return ['DB_DIRECT_PORT is set, and DB_DIRECT_HOST is not: set that, or unset DB_DIRECT_PORT'];
  return [];
}

function productionFaults(set: SetKeys): string[] {
  const { NODE_ENV, DB_HOST, JWT_SECRET, JWT_SECRET_PREVIOUS = '' } = set;
  if (NODE_ENV !== 'production') return [];
  const lines = secretFaults({ JWT_SECRET, JWT_SECRET_PREVIOUS: partsOf(JWT_SECRET_PREVIOUS) });
  if (JWT_SECRET === undefined) lines.push(`JWT_SECRET is required in production: ${SECRET_ADVICE}`);
  if (DB_HOST === undefined)
    lines.push('DB_HOST is required in production: the embedded database is for development only');
  return [...lines, ...passwordFaults(set)];
}

function passwordFaults({ DB_PASSWORD = DEVELOPMENT_PASSWORD, DB_HOST, DB_DIRECT_HOST }: SetKeys): string[] {
  if (DB_PASSWORD !== DEVELOPMENT_PASSWORD) return [];
  const remote = Object.entries({ DB_HOST, DB_DIRECT_HOST }).find(
    ([, host]) => host !== undefined && !isSocket(host) && !isLoopback(host),
  );
  return remote
    ? [`DB_PASSWORD is the published example, and ${remote[0]} is another machine: choose a password of your own`]
    : [];
}
