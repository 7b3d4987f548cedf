import { Logger } from '@nestjs/common';

const logger = new Logger('InsightLease');

export interface LeaseRenewal {
  /** Aborted when the lease belongs to another holder. */
  readonly lost: AbortSignal;
  stop(): void;
}

/**
 * Renews a lease periodically, three times within its duration, until `stop` is called.
 *
 * @param renew resolves to false when the lease belongs to another holder
 * @param seconds the duration of the lease
 */
export function startLeaseRenewal(renew: () => Promise<boolean>, seconds: number): LeaseRenewal {
  const lost = new AbortController();
  const renewOnce = async () => {
    try {
      if (!(await renew())) lost.abort();
    } catch (error) {
      logger.warn(error, 'Cannot renew the lease of an insight');
    }
  };
  const timer = setInterval(() => void renewOnce(), (seconds * 1000) / 3);
  return { lost: lost.signal, stop: () => clearInterval(timer) };
}
