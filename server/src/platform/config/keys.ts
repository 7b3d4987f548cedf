import { z } from 'zod';
import { parseSmtpUrl } from '../mail/smtp-url.js';
import { parseRedisUrl } from '../redis/redis-url.js';
import { DEVELOPMENT_PASSWORD } from './cross-key-faults.js';
import { modelAddress } from './model-address.js';
import { choice, domains, duration, email, integer, list, origins, pem, publicUrl, seconds } from './values.js';

/** What the documents say about a key, in addition to its default value. */
export interface KeyDocumentation {
  /** Markdown; links are relative to `docs/`. */
  readonly description: string;
  /** What an unset key means, if the key has no default value. */
  readonly unset?: string;
  /** The value in `.env.example`, if it is not the default. */
  readonly example?: string;
  /**
   * Whether `.env.example` contains the key only in a comment, because an empty value there would override
   * `docker-compose.yml`.
   */
  readonly isCommentedOut?: true;
}

/** Attaches the documentation to the schema of a key. */
function key<S extends z.ZodType>(schema: S, documentation: KeyDocumentation): S {
  return schema.meta({ ...documentation });
}

const onOff = choice('on', 'off');

const server = {
  NODE_ENV: key(choice('development', 'production', 'test').default('development'), {
    description:
      '`development`, `production` or `test`. In production the server never migrates by itself, logs JSON, and refuses published secrets.',
  }),
  PORT: key(integer(0, 65_535).default(3000), {
    description: 'Port for the web client, REST, Socket.IO and the API documents.',
  }),
  HOST: key(z.string().optional(), {
    description:
      'Address to listen on, such as `127.0.0.1`. With a weak or published `JWT_SECRET`, or with `--demo`, the server listens on loopback only unless this is set. `pnpm cluster` listens on loopback without it.',
    unset: 'all addresses, or loopback only',
  }),
  API_DOCS: key(onOff.default('on'), {
    description: 'Whether the API documents are served at `/api/docs`: `on` or `off`.',
  }),
  CORS_ORIGINS: key(origins.prefault(''), {
    description:
      'Origins that browsers may call from, separated by commas, for REST and sockets. In development the log names refused origins.',
    unset: "only the server's own origin",
    example: 'http://localhost:3000,https://your-site.com',
  }),
  TRUST_PROXY: key(integer(0, 32).default(0), {
    description:
      "Number of reverse proxies in front whose headers are trusted for the client's address (`X-Forwarded-For`) and scheme (`X-Forwarded-Proto`).",
  }),
  DATA_DIR: key(z.string().default('.data'), {
    description:
      'Directory of the embedded database and of the generated development secret, relative to the root of the clone.',
  }),
  LOG_LEVEL: key(choice('silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace').default('info'), {
    description: '`silent`, `fatal`, `error`, `warn`, `info`, `debug` or `trace`.',
  }),
};

const database = {
  DB_HOST: key(z.string().optional(), {
    description: 'Host of an external PostgreSQL (15 or newer). Required in production.',
    unset: 'the server starts an embedded PostgreSQL in `DATA_DIR`',
    example: 'db',
    isCommentedOut: true,
  }),
  DB_PORT: key(integer(1, 65_535).default(5432), { description: 'Port of the external PostgreSQL.' }),
  DB_USERNAME: key(z.string().default('nest_user'), {
    description: 'User of the external PostgreSQL. `docker-compose.yml` creates it.',
  }),
  DB_PASSWORD: key(z.string().default(DEVELOPMENT_PASSWORD), {
    description:
      'Password of that user, taken literally, including spaces and quotes at its ends. In `.env`, enclose a password that begins or ends with a quote in the other kind of quotes.',
  }),
  DB_NAME: key(z.string().default('nest_db'), { description: 'Name of the database, which must exist.' }),
  DB_TLS: key(onOff.optional(), {
    description:
      '`on`: TLS, with the well-known certificate authorities unless one is set below. The certificate is always verified, and must be for `DB_HOST`; the same holds for `DB_DIRECT_HOST`. A UNIX socket (`DB_HOST=/var/run/postgresql`) has no TLS.',
    unset: '`on` if `DB_CA_CERT` or `DB_CA_FILE` is set, otherwise `off`',
  }),
  DB_CA_CERT: key(pem.optional(), {
    description:
      'Certificate authority of the external PostgreSQL, as PEM (`\\n` for line breaks is accepted). Enables TLS.',
    unset: 'none',
  }),
  DB_CA_FILE: key(z.string().optional(), {
    description: 'Path of a file with that certificate authority, instead of `DB_CA_CERT`.',
    unset: 'none',
  }),
  DB_WAIT: key(seconds(0, 86_400).default(30), {
    description:
      'Seconds that the server and `pnpm migration:run` wait at the start for an external PostgreSQL that does not respond yet; `0` does not wait.',
  }),
  DB_POOLER: key(choice('none', 'transaction').default('none'), {
    description:
      '`transaction`: `DB_HOST` is a pooler in transaction mode, such as pgbouncer; see [scaling.md](scaling.md#behind-pgbouncer).',
  }),
  DB_DIRECT_HOST: key(z.string().optional(), {
    description:
      'Host of PostgreSQL itself, used for migrations. Required with `DB_POOLER=transaction`, and must be unset otherwise.',
    unset: 'none',
  }),
  DB_DIRECT_PORT: key(integer(1, 65_535).default(5432), { description: 'Port of PostgreSQL itself.' }),
};

const accounts = {
  JWT_SECRET: key(z.string().optional(), {
    description:
      'Signs access tokens. Production requires at least 32 random bytes (`openssl rand -base64 32`) and refuses a secret that is published, shorter, repetitive, sequential or made of few different characters; in development such a secret makes the server listen on loopback only.',
    unset: 'in development one is generated and kept in `DATA_DIR`',
    example: 'some_secret',
  }),
  JWT_SECRET_PREVIOUS: key(list.prefault(''), {
    description:
      'Earlier secrets, separated by commas. Tokens signed with them are accepted until they expire, as are messages from nodes that still use them; see [security.md](security.md#secrets).',
    unset: 'none',
  }),
  JWT_EXPIRES_IN: key(duration.prefault('1h'), {
    description:
      'Lifetime of an access token: seconds, or a number with `s`, `m`, `h`, `d` or `w`. Clients with a refresh token renew it.',
  }),
  SESSION_LIFETIME: key(duration.prefault('30d'), {
    description:
      'How long a session without any activity lasts, in the same format. Each renewal of the access token extends it.',
  }),
  BCRYPT_SALT_ROUNDS: key(integer(4, 20).default(10), {
    description: 'Cost of a password hash; each increment doubles the time.',
  }),
  PASSWORD_HASHES_AT_ONCE: key(integer(1, 1024).default(2), {
    description:
      "Number of passwords hashed at once. Each uses one of Node's four threads for files and DNS (`UV_THREADPOOL_SIZE`).",
  }),
  PASSWORD_WAIT: key(seconds(0, 60).default(5), {
    description:
      'Seconds that a login or a registration may wait for password hashing; after that it is refused with 503 and `Retry-After`.',
  }),
  LOGIN_FAILURES: key(integer(1).default(5), {
    description:
      'Number of failed logins to one account, from all addresses, before the next attempt is refused for 1 s (`auth.login_delayed`), and for twice as long after each further failure, up to 30 s. An address from which the owner has registered or logged in within 90 days has a counter of its own.',
  }),
  REGISTRATION: key(choice('open', 'invite', 'domains', 'closed').default('open'), {
    description:
      'Who may register: `open` (everyone), `invite` (people with an invitation), `domains` (people with an e-mail address in one of `REGISTRATION_DOMAINS`, or with an invitation) or `closed` (no one); see [accounts.md](accounts.md#who-may-register).',
  }),
  REGISTRATION_DOMAINS: key(domains.prefault(''), {
    description:
      'E-mail domains for `REGISTRATION=domains`, separated by commas, in any case and script, such as `example.com`. Subdomains must be listed as well. Required with `domains`, and refused with `open`, where it would have no effect.',
    unset: 'none',
  }),
  INVITATIONS: key(choice('users', 'operator').default('users'), {
    description: 'Who may create invitations: `users`, or only the `operator`.',
  }),
};

const mail = {
  SMTP_URL: key(
    z
      .string()
      // The message does not repeat the value, because it contains a password.
      .refine(
        (url) => parseSmtpUrl(url) !== undefined,
        'must be an address such as smtps://user:password@mail.example.com',
      )
      .optional(),
    {
      description:
        'Mail server: `smtps://user:password@mail.example.com` (TLS, port 465) or `smtp://...` (STARTTLS, port 587); see [accounts.md](accounts.md#e-mail-set-up). Its certificate is always verified; set `NODE_EXTRA_CA_CERTS` for your own certificate authority.',
      unset: 'in development links are printed, in production no e-mails are sent',
    },
  ),
  MAIL_FROM: key(email.optional(), {
    description: 'Sender address of e-mails.',
    unset: '`hub@` and the host of `PUBLIC_URL`',
  }),
  PUBLIC_URL: key(publicUrl.optional(), {
    description:
      'Address at which people open the web client, such as `https://hub.example.com`, without a path; used in links of e-mails. Required with `SMTP_URL`.',
    unset: 'in development `http://localhost` and the port',
  }),
  EMAIL_VERIFICATION: key(choice('off', 'optional', 'required').default('off'), {
    description:
      'Whether new users are mailed a link to verify their address: `off`, `optional`, or `required` (until it has been opened, the account cannot be used).',
  }),
};

const insights = {
  OPENAI_API_KEY: key(z.string().optional(), {
    description: 'Key of an OpenAI-compatible model. The placeholder of `.env.example` counts as unset.',
    unset: 'insights are extracted without a model',
    example: 'your_openai_key_here',
  }),
  OPENAI_BASE_URL: key(modelAddress.optional(), {
    description:
      'Address of another OpenAI-compatible endpoint, such as `http://localhost:11434/v1`, without user and password.',
    unset: "OpenAI's",
  }),
  OPENAI_MODEL: key(z.string().default('gpt-4o-mini'), { description: 'Model that writes insights.' }),
  OPENAI_TEMPERATURE: key(
    z.coerce
      .number({ error: 'must be a number' })
      .min(0, 'must be at least 0')
      .max(2, 'must be at most 2')
      .default(0.7),
    { description: 'Temperature, from 0 (the same words every time) to 2.' },
  ),
  OPENAI_TIMEOUT: key(seconds(0.1, 600).default(60), {
    description: 'Seconds that the model may take for a response, or for its next piece while it streams.',
  }),
  OPENAI_MAX_INPUT_TOKENS: key(integer(1000).default(12_000), {
    description: 'Maximum number of input tokens per call.',
  }),
  INSIGHT_MAX_CALLS: key(integer(1, 100).default(8), {
    description:
      'Maximum number of model calls for one insight, without retries. Longer conversations are read in parts, and the oldest messages are left out.',
  }),
  INSIGHT_LEASE: key(seconds(0.5, 600).default(30), {
    description: 'Seconds after which another node takes over an insight from a node that has crashed.',
  }),
  INSIGHT_TIMEOUT: key(seconds(1, 3600).default(300), {
    description: 'Seconds that one insight may take, including the time in the queue.',
  }),
  INSIGHT_THREAD_TIMEOUT: key(seconds(0.01, 600).default(10), {
    description: 'Seconds that the worker thread may spend on reading one conversation, or on counting its tokens.',
  }),
  INSIGHTS_AT_ONCE: key(integer(1, 1000).optional(), {
    description: 'Number of insights that a node generates at once, at most half of them for one user.',
    unset: '8 with a model, 2 without',
  }),
  INSIGHT_QUEUE: key(integer(0).default(64), {
    description: 'Maximum number of requests for insights that wait on a node; more are refused (`server.overloaded`).',
  }),
  INSIGHT_QUEUE_PER_USER: key(integer(0).default(4), {
    description:
      'Maximum number of requests for insights of one user that wait on a node; more are refused (`server.overloaded`).',
  }),
};

const rateLimits = {
  THROTTLER_TTL: key(integer(1, 86_400).default(60), {
    description: 'Window in which requests are counted, in seconds. With Redis all nodes share the counters.',
  }),
  THROTTLER_LIMIT: key(integer(1).default(10), {
    description:
      'Requests per window and route for an address without a login. For logins and registrations it limits failed attempts; successful ones may be ten times as many.',
  }),
  THROTTLER_USER_LIMIT: key(integer(1).default(300), {
    description: 'Requests per window for a logged-in user, all routes together.',
  }),
  THROTTLER_UNKNOWN_LIMIT: key(integer(1).default(300), {
    description: 'Requests per minute and address for the API documents and for paths that do not exist.',
  }),
  EMAIL_LOOKUP_LIMIT: key(integer(0).default(30), {
    description:
      'Number of whole e-mail addresses that a user may look up per `EMAIL_LOOKUP_TTL`, found or not, so that no user can probe which addresses have accounts (`rate.email_lookups`).',
  }),
  EMAIL_LOOKUP_TTL: key(integer(1).default(600), { description: 'Window for `EMAIL_LOOKUP_LIMIT`, in seconds.' }),
  REQUESTS_IN_FLIGHT_PER_USER: key(integer(1).default(8), {
    description: 'Number of requests of one user that a node handles at once; more are refused (`rate.concurrent`).',
  }),
  REQUESTS_IN_FLIGHT_PER_ADDRESS: key(integer(1).default(64), {
    description: 'Number of requests of one address that a node handles at once; more are refused (`rate.concurrent`).',
  }),
  COMMAND_LIMIT: key(integer(1).default(20), {
    description:
      'Socket commands per second and user, on all nodes together; a burst may have five times as many. A command of more than 8 KiB counts as several. A client whose refused commands exceed ten times this rate is disconnected.',
  }),
};

const connections = {
  HANDSHAKES_IN_FLIGHT: key(integer(1).default(64), {
    description:
      'Number of sockets that a node authenticates at once. Up to 32 times this number wait; further ones are refused with status 503, and clients retry.',
  }),
  CONNECTIONS_PER_USER: key(integer(1).default(50), {
    description: 'Number of sockets of one user per node. A further one disconnects the oldest (`connection.evicted`).',
  }),
  CONNECTIONS_PER_ADDRESS: key(integer(1).default(2000), {
    description: 'Number of connections of one address per node; more are refused with status 503, and clients retry.',
  }),
  MAX_CONNECTIONS: key(integer(1).optional(), {
    description: 'Number of TCP connections that a node accepts.',
    unset: '20000, or the limit of open files of the process less 100, if that is smaller',
  }),
  UNSENT_BYTES_PER_CONNECTION: key(integer(1).default(8_000_000), {
    description:
      'Bytes that may be queued for one connection that does not read them; beyond that, the connection is closed.',
  }),
  UNSENT_BYTES: key(integer(1).default(64_000_000), {
    description:
      'Bytes that may be queued for all connections of a node; beyond that, the connection with the most queued bytes is closed.',
  }),
  INCOMPLETE_BYTES: key(integer(1).default(32_000_000), {
    description:
      'Bytes of incomplete messages that a node keeps; beyond that, the connections of the user with the most such bytes are closed.',
  }),
  WRITE_TIMEOUT: key(seconds(0.1, 3600).default(30), {
    description: 'Seconds that a client may take to read an HTTP response.',
  }),
  REFUSAL_DELAY: key(seconds(0, 10).default(0.25), {
    description:
      'Delay in seconds, varied randomly by up to half, of the response to a request that exceeds a limit (413, 416, 429) or has a long body. A refused connection that the client does not close is closed after the same delay. `0` disables the delay.',
  }),
};

const presence = {
  PRESENCE_EVERYONE_UP_TO: key(integer(0).default(500), {
    description:
      'Up to this number of online users, all are notified when a user goes online or offline; beyond it, only users who share a conversation.',
  }),
  PRESENCE_GRACE: key(seconds(0, 300).default(3), {
    description:
      'Seconds that a user stays online after the last socket has closed, so that a reconnection does not cause flapping.',
  }),
};

const nodes = {
  REDIS_URL: key(
    z
      .string()
      .refine((url) => parseRedisUrl(url) !== undefined, 'must be an address such as redis://localhost:6379')
      .optional(),
    {
      description:
        'Redis (7 or newer, or Valkey) that connects several nodes: `redis://user:password@host:6379`, `redis+cluster://host:6379,host:6379` or `redis+sentinel://host:26379,host:26379/mymaster`; `rediss` instead of `redis` for TLS.',
      unset: 'this is the only node',
    },
  ),
  REDIS_CA_CERT: key(pem.optional(), {
    description: 'Certificate authority of Redis, as PEM (`\\n` for line breaks is accepted).',
    unset: 'the well-known ones',
  }),
  REDIS_CA_FILE: key(z.string().optional(), {
    description: 'Path of a file with that certificate authority, instead of `REDIS_CA_CERT`.',
    unset: 'none',
  }),
  REDIS_PREFIX: key(
    z
      .string()
      .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')
      .default('hub'),
    {
      description: 'Prefix of keys and channels in Redis; use another one for another installation on the same Redis.',
    },
  ),
  NODE_NAME: key(
    z
      .string()
      .regex(/^[a-z0-9]{1,32}$/, 'must be 1 to 32 lower-case letters and digits')
      .optional(),
    {
      description:
        'Unique name of this node, of lower-case letters and digits. Connection ids end in it, so that a load balancer can route clients that use HTTP long polling back to the node.',
      unset: 'none',
    },
  ),
};

/** All keys by topic, in the order of the documents. */
export const keySections = {
  Server: server,
  Database: database,
  'Accounts and registration': accounts,
  'E-mail': mail,
  Insights: insights,
  'Rate limits': rateLimits,
  'Connection limits': connections,
  Presence: presence,
  'Several nodes': nodes,
};

export const configSchema = z.object({
  ...server,
  ...database,
  ...accounts,
  ...mail,
  ...insights,
  ...rateLimits,
  ...connections,
  ...presence,
  ...nodes,
});
