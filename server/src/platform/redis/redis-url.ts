/** The address of a Redis, and whether it is a single server, a cluster or behind sentinels. */
export interface RedisAddress {
  readonly kind: 'standalone' | 'cluster' | 'sentinel';
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
  /** The hosts of the single server, of some nodes of the cluster, or of the sentinels. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  /** The name by which the sentinels know the master. */
  readonly name?: string;
  readonly database?: number;
}

const URL_PATTERN =
  /^redis(?<tls>s)?(?:\+(?<kind>cluster|sentinel))?:\/\/(?:(?<user>[^@/]*)@)?(?<hosts>[^@/?#]+)(?<path>\/[\w./-]*)?$/;
const PORTS = { standalone: 6379, cluster: 6379, sentinel: 26_379 };

/**
 * Reads `redis://user:password@host:port/0`, `redis+cluster://host:port,host:port` or
 * `redis+sentinel://host:port,host:port/name`; with `rediss` for TLS. Returns undefined for any other text.
 */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  const { tls, kind = 'standalone', user, hosts = '', path = '' } = URL_PATTERN.exec(url)?.groups ?? {};
  const addresses = hosts.split(',').map((host) => parseHost(host, PORTS[kind as RedisAddress['kind']]));
  const [first = '', second = ''] = path.slice(1).split('/');
  const [name, database] = kind === 'sentinel' ? [first, second] : ['', first];
  const account = accountIn(user);
  if (!account) return undefined;
  const { username, password } = account;
  const isValid = addresses.every((address) => address !== undefined) && /^\d*$/.test(database);
  if (!isValid || (kind === 'standalone' && addresses.length > 1) || (kind === 'sentinel') !== (name !== ''))
    return undefined;
  return {
    kind: kind as RedisAddress['kind'],
    tls: tls !== undefined,
    hosts: addresses,
    ...(username && { username }),
    ...(password && { password }),
    ...(name && { name }),
    ...(database && { database: Number(database) }),
  };
}

/** Describes an address to people, without its password. */
export function describeRedisAddress({ kind, hosts, name }: RedisAddress): string {
  const list = hosts.map(({ host, port }) => `${host}:${port}`).join(', ');
  if (kind === 'sentinel') return `Redis "${name}" of the sentinels at ${list}`;
  return kind === 'cluster' ? `Redis Cluster at ${list}` : `Redis at ${list}`;
}

/**
 * Returns the user and the password; undefined for an invalid escape sequence, such as a `%` in the password that was
 * not escaped.
 */
function accountIn(user = ''): { username: string; password: string } | undefined {
  const end = user.indexOf(':');
  try {
    const [username, password] = end < 0 ? [user, ''] : [user.slice(0, end), user.slice(end + 1)];
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return undefined;
  }
}

function parseHost(text: string, port: number): RedisAddress['hosts'][number] | undefined {
  if (!URL.canParse(`redis://${text}`)) return undefined;
  const { hostname, port: given } = new URL(`redis://${text}`);
  return hostname === '' ? undefined : { host: hostname.replaceAll(/[[\]]/g, ''), port: given ? Number(given) : port };
}
