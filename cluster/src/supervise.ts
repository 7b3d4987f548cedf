import { ClusterError, type ManagedProcess } from './managed-process.js';

/** A process that is restarted whenever it ends. */
export interface SupervisedProcess {
  /** The process that runs now, or that ran last. */
  readonly current: ManagedProcess;
  stop(): Promise<void>;
}

const MAX_RESTARTS_PER_MINUTE = 5;

interface SupervisionListener {
  /** Receives a sentence whenever the process has ended or been restarted. */
  readonly log: (sentence: string) => void;
  /** Called once, when the process has ended too often or cannot be restarted. */
  readonly onGiveUp: (error: Error) => void;
}

/** Starts a process, and restarts it whenever it ends, like the supervisor of a production system. */
export async function supervise(
  start: () => Promise<ManagedProcess>,
  { log, onGiveUp }: SupervisionListener,
): Promise<SupervisedProcess> {
  let current = await start();
  let isStopping = false;
  let recovery: Promise<void>;
  const endTimes: number[] = [];
  const watch = () => {
    recovery = current.ended.then((reason) => (isStopping ? undefined : recover(reason)));
  };
  const recover = async (reason: string) => {
    log(`${current.name} has ended, ${reason}. Restarting it.`);
    const now = performance.now();
    endTimes.push(now);
    if (endTimes.filter((time) => time > now - 60_000).length > MAX_RESTARTS_PER_MINUTE) {
      return onGiveUp(
        new ClusterError(
          `${current.name} ended ${MAX_RESTARTS_PER_MINUTE + 1} times within a minute: check its output.`,
        ),
      );
    }
    try {
      current = await start();
    } catch (error) {
      return onGiveUp(error as Error);
    }
    log(`${current.name} serves again, as process ${current.pid}.`);
    watch();
  };
  watch();
  return {
    get current() {
      return current;
    },
    async stop() {
      isStopping = true;
      await current.stop();
      // If the process ended by itself just before, `recover` is starting another process, which has to be stopped as
      // well.
      await recovery;
      await current.stop();
    },
  };
}
