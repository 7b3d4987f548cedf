/** Where a Redis is, and what kind of one. */
export interface RedisPlace {
  readonly kind: 'standalone' | 'cluster' | 'sentinel';
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
  /** The one server, or some of the cluster's nodes, or the sentinels. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  /** What the sentinels call it. */
  readonly name?: string;
  readonly database?: number;
}

const URL_PATTERN =
  /^redis(?<tls>s)?(?:\+(?<kind>cluster|sentinel))?:\/\/(?:(?<user>[^@/]*)@)?(?<hosts>[^@/?#]+)(?<path>\/[\w./-]*)?$/;
const PORTS = { standalone: 6379, cluster: 6379, sentinel: 26_379 };

/**
 * Reads `redis://user:password@host:port/0`, `redis+cluster://host:port,host:port` or
 * `redis+sentinel://host:port,host:port/name`; with `rediss` for TLS. Undefined for what is none of them.
 */
export function parseRedisUrl(url: string): RedisPlace | undefined {
  const { tls, kind = 'standalone', user, hosts = '', path = '' } = URL_PATTERN.exec(url)?.groups ?? {};
  const places = hosts.split(',').map((host) => parseHost(host, PORTS[kind as RedisPlace['kind']]));
  const [first = '', second = ''] = path.slice(1).split('/');
  const [name, database] = kind === 'sentinel' ? [first, second] : ['', first];
  const account = accountIn(user);
  if (!account) return undefined;
  const { username, password } = account;
  const isWhole = places.every((place) => place !== undefined) && /^\d*$/.test(database);
  if (!isWhole || (kind === 'standalone' && places.length > 1) || (kind === 'sentinel') !== (name !== ''))
    return undefined;
  return {
    kind: kind as RedisPlace['kind'],
    tls: tls !== undefined,
    hosts: places,
    ...(username && { username }),
    ...(password && { password }),
    ...(name && { name }),
    ...(database && { database: Number(database) }),
  };
}

/** Where it is, for people: without its password. */
export function placeInWords({ kind, hosts, name }: RedisPlace): string {
  const list = hosts.map(({ host, port }) => `${host}:${port}`).join(', ');
  if (kind === 'sentinel') return `Redis "${name}" of the sentinels at ${list}`;
  return kind === 'cluster' ? `Redis Cluster at ${list}` : `Redis at ${list}`;
}

/** Undefined where an escape is none, as a `%` in a password that was not escaped. */
function accountIn(user = ''): { username: string; password: string } | undefined {
  const end = user.indexOf(':');
  try {
    const [username, password] = end < 0 ? [user, ''] : [user.slice(0, end), user.slice(end + 1)];
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return undefined;
  }
}

function parseHost(text: string, port: number): RedisPlace['hosts'][number] | undefined {
  if (!URL.canParse(`redis://${text}`)) return undefined;
  const { hostname, port: given } = new URL(`redis://${text}`);
  return hostname === '' ? undefined : { host: hostname.replaceAll(/[[\]]/g, ''), port: given ? Number(given) : port };
}
