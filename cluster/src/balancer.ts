import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from './account.js';
import { findProgram, Part } from './part.js';
import { inUrl } from './ports.js';

/** What stands in front of the nodes. */
export interface BalancerPlan {
  /** The address to listen on, or a name of it. */
  readonly host: string;
  readonly port: number;
  /** Where the nodes listen, by their names: `node1`, `node2`. */
  readonly nodes: Readonly<Record<string, number>>;
  /** `nginx/hub.conf.template` */
  readonly template: string;
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/**
 * No server is passed over because it failed before. nginx takes it back when a request to it has ended well, which a
 * WebSocket does not for hours: until then it would let one client in every few seconds, and answer the others 502.
 * A node that is gone refuses, and the next one is asked.
 */
const ALWAYS = 'max_fails=0';

/** Starts nginx, as a program of ours: it touches nothing of the machine's own. */
export async function startBalancer(plan: BalancerPlan): Promise<Part> {
  const program = findProgram('nginx', '`apt-get install nginx`');
  const folder = makePrivateFolder('nginx');
  const file = join(folder.path, 'nginx.conf');
  writeFileSync(file, configuration(plan), { mode: 0o644 });
  const args = ['-e', 'stderr', '-p', folder.path, '-c', file];
  const part = await Part.start({
    name: 'nginx',
    program,
    args,
    account: folder.account,
    ready: /start worker process/,
  }).catch((error: unknown) => {
    folder.remove();
    throw error;
  });
  void part.ended.then(folder.remove);
  return part;
}

function configuration({ host, port, nodes, template }: BalancerPlan): string {
  const server = (at: number) => `server 127.0.0.1:${at} ${ALWAYS};`;
  const values: Record<string, string> = {
    HUB_LISTEN: `${inUrl(host)}:${port}`,
    HUB_SERVERS: Object.values(nodes).map(server).join(' '),
    HUB_UPSTREAMS: Object.entries(nodes)
      .map(([name, at]) => `upstream ${name} { server 127.0.0.1:${at}; keepalive 64; }`)
      .join('\n'),
  };
  const filled = readFileSync(template, 'utf8').replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name]!);
  return `
daemon off;
pid nginx.pid;
error_log stderr notice;
worker_processes 1;
worker_rlimit_nofile 65536;
events { worker_connections 16384; }
http {
    access_log off;
    ${TEMPORARY.map((name) => `${name}_temp_path ${name}_temp;`).join(' ')}
${filled}
}
`;
}
