/** How the hubs of a test run are served: by one node without Redis, or by several nodes that share a Redis. */
interface Cluster {
  readonly nodes: number;
  readonly redis?: string;
}

/** Environment variable that passes the cluster from the global set-up of a run on several nodes to every suite. */
const KEY = 'HUB_TEST_CLUSTER';

export function publishCluster(cluster: Required<Cluster>): void {
  process.env[KEY] = JSON.stringify(cluster);
}

export function cluster(): Cluster {
  const published = process.env[KEY];
  return published === undefined ? { nodes: 1 } : (JSON.parse(published) as Cluster);
}
