import { ManagedProcess, type ProcessPlan } from './managed-process.js';
import { serverMain } from './server-build.js';

/** A node: a process of the built server. */
export interface NodePlan {
  /** For example `node1`. The ids of its Socket.IO sessions end in it, by which the balancer routes their requests. */
  readonly name: string;
  readonly port: number;
  /** Additional environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

/** Starts a node. Resolves when it serves. */
export function startNode({ name, port, environment, onLine }: NodePlan): Promise<ManagedProcess> {
  const plan: ProcessPlan = {
    name,
    program: process.execPath,
    args: [serverMain],
    // Only the balancer on this machine may connect to it.
    env: { ...process.env, ...environment, NODE_NAME: name, HOST: '127.0.0.1', PORT: `${port}` },
    readyPattern: /Open +http:\S+/,
    ...(onLine ? { onLine } : {}),
  };
  return ManagedProcess.start(plan);
}
