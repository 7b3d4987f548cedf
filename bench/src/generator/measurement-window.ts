import type { GeneratorMessage } from '../jobs.js';

/**
 * Reports to the parent that the measured part begins. The returned function reports its end, and returns its seconds.
 */
export function beginWindow(): () => number {
  const cpu = process.cpuUsage();
  const start = performance.now();
  sendToParent({ type: 'begin' });
  return () => {
    const wallSeconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    sendToParent({ type: 'end', cpuSeconds: (user + system) / 1e6, wallSeconds });
    return wallSeconds;
  };
}

export function sendToParent(message: GeneratorMessage): void {
  process.send!(message);
}
