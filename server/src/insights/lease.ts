import { Logger } from '@nestjs/common';

const logger = new Logger('InsightLease');

export interface KeptLease {
  /** Aborted when the lease belongs to somebody else. */
  readonly lost: AbortSignal;
  stop(): void;
}

/**
 * Renews a lease three times within its length until it is stopped.
 *
 * @param renew resolves to false when the lease belongs to somebody else
 * @param seconds how long the lease lasts
 */
export function keepLease(renew: () => Promise<boolean>, seconds: number): KeptLease {
  const lost = new AbortController();
  const renewOnce = async () => {
    try {
      if (!(await renew())) lost.abort();
    } catch (error) {
      logger.warn(error, 'The lease of an insight could not be renewed');
    }
  };
  const timer = setInterval(() => void renewOnce(), (seconds * 1000) / 3);
  return { lost: lost.signal, stop: () => clearInterval(timer) };
}
