import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from './account.js';
import { findProgram, ManagedProcess } from './managed-process.js';
import { toUrlHost } from './ports.js';

/** The configuration of the load balancer in front of the nodes. */
export interface BalancerPlan {
  /** The address or host name that nginx listens on. */
  readonly host: string;
  readonly port: number;
  /** The ports of the nodes, by node name (`node1`, `node2`). */
  readonly nodes: Readonly<Record<string, number>>;
  /** The path of `nginx/hub.conf.template`. */
  readonly template: string;
}

const TEMPORARY_FOLDERS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/**
 * Makes nginx never mark a node as failed. nginx would mark the node as available again only when a request to it has
 * completed, which takes hours for a WebSocket. Until then nginx would pass one client to the node every few seconds,
 * and respond to all other clients with 502. Without such marks, a node that is down refuses the connection, and nginx
 * tries the next node.
 */
const NEVER_MARK_AS_FAILED = 'max_fails=0';

/**
 * Starts nginx as a child process, with its own configuration and folders. An nginx that the machine already runs is
 * not affected.
 */
export async function startBalancer(plan: BalancerPlan): Promise<ManagedProcess> {
  const program = findProgram('nginx', '`apt-get install nginx`');
  const folder = makePrivateFolder('nginx');
  const file = join(folder.path, 'nginx.conf');
  writeFileSync(file, nginxConfiguration(plan), { mode: 0o644 });
  const args = ['-e', 'stderr', '-p', folder.path, '-c', file];
  const nginx = await ManagedProcess.start({
    name: 'nginx',
    program,
    args,
    account: folder.account,
    readyPattern: /start worker process/,
  }).catch((error: unknown) => {
    folder.remove();
    throw error;
  });
  void nginx.ended.then(folder.remove);
  return nginx;
}

function nginxConfiguration({ host, port, nodes, template }: BalancerPlan): string {
  const toServerEntry = (nodePort: number) => `server 127.0.0.1:${nodePort} ${NEVER_MARK_AS_FAILED};`;
  const values: Record<string, string> = {
    HUB_LISTEN: `${toUrlHost(host)}:${port}`,
    HUB_SERVERS: Object.values(nodes).map(toServerEntry).join(' '),
    HUB_UPSTREAMS: Object.entries(nodes)
      .map(([name, nodePort]) => `upstream ${name} { server 127.0.0.1:${nodePort}; keepalive 64; }`)
      .join('\n'),
  };
  const hubConfiguration = readFileSync(template, 'utf8').replaceAll(
    /\$\{(\w+)\}/g,
    (_, name: string) => values[name]!,
  );
  return `
daemon off;
pid nginx.pid;
error_log stderr notice;
worker_processes 1;
worker_rlimit_nofile 65536;
events { worker_connections 16384; }
http {
    access_log off;
    ${TEMPORARY_FOLDERS.map((name) => `${name}_temp_path ${name}_temp;`).join(' ')}
${hubConfiguration}
}
`;
}
