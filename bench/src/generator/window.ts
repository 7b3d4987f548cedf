import type { Report } from '../jobs.js';

/** Says that the measured part begins. Returns how to say that it ends. */
export function beginWindow(): () => number {
  const cpu = process.cpuUsage();
  const start = performance.now();
  tell({ at: 'begin' });
  return () => {
    const wallSeconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    tell({ at: 'end', cpuSeconds: (user + system) / 1e6, wallSeconds });
    return wallSeconds;
  };
}

export function tell(report: Report): void {
  process.send!(report);
}
