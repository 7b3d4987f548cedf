import { ManagedProcess, type ProcessPlan } from './managed-process.js';
import { serverMain } from './server-build.js';

/** A node: a process of the built server. */
export interface NodePlan {
  /**
   * For example `node1`. The ids of the Socket.IO sessions of the node end in this name, so that the balancer can route
   * the requests of a session to the node.
   */
  readonly name: string;
  readonly port: number;
  /** Additional environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

/** Starts a node. Resolves when the node is ready to serve. */
export function startNode({ name, port, environment, onLine }: NodePlan): Promise<ManagedProcess> {
  const plan: ProcessPlan = {
    name,
    program: process.execPath,
    args: [serverMain],
    // Listens on the loopback address, because only the balancer on this machine may connect to a node.
    env: { ...process.env, ...environment, NODE_NAME: name, HOST: '127.0.0.1', PORT: `${port}` },
    readyPattern: /Open +http:\S+/,
    ...(onLine ? { onLine } : {}),
  };
  return ManagedProcess.start(plan);
}
