import { Part, type Plan } from './part.js';
import { serverMain } from './product.js';

/** One node: the built server in a process of its own. */
export interface NodePlan {
  /** `node1`: its sessions' ids end in it, by which the balancer finds it again. */
  readonly name: string;
  readonly port: number;
  /** What it is told beside. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

/** Starts a node; resolves when it serves. */
export function startNode({ name, port, environment, onLine }: NodePlan): Promise<Part> {
  const plan: Plan = {
    name,
    program: process.execPath,
    args: [serverMain],
    // The balancer stands in front of it: nobody else may reach it.
    env: { ...process.env, ...environment, NODE_NAME: name, HOST: '127.0.0.1', PORT: `${port}` },
    ready: /Open +http:\S+/,
    ...(onLine ? { onLine } : {}),
  };
  return Part.start(plan);
}
