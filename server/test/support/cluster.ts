/** What serves the hubs of a run: one node that shares nothing, or several with a Redis. */
interface Cluster {
  readonly nodes: number;
  readonly redis?: string;
}

/** Set by the global set-up of a run on several nodes, for every suite. */
const KEY = 'HUB_TEST_CLUSTER';

export function publishCluster(cluster: Required<Cluster>): void {
  process.env[KEY] = JSON.stringify(cluster);
}

export function cluster(): Cluster {
  const published = process.env[KEY];
  return published === undefined ? { nodes: 1 } : (JSON.parse(published) as Cluster);
}
