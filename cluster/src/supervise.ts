import { ClusterError, type ManagedProcess } from './managed-process.js';

/** A process that is restarted whenever it ends. */
export interface SupervisedProcess {
  readonly current: ManagedProcess;
  stop(): Promise<void>;
}

const RESTARTS_PER_MINUTE = 5;

interface SupervisionListener {
  /** Receives a sentence for each event. */
  readonly log: (sentence: string) => void;
  /** Called once, when the process has ended too often or cannot be restarted. */
  readonly onGiveUp: (error: Error) => void;
}

/** Starts a process, and restarts it when it ends, like the supervisor of a production system. */
export async function supervise(start: () => Promise<ManagedProcess>, { log, onGiveUp }: SupervisionListener): Promise<SupervisedProcess> {
  let current = await start();
  let isStopping = false;
  let recovery: Promise<void>;
  const ends: number[] = [];
  const watch = () => {
    recovery = current.ended.then((reason) => (isStopping ? undefined : recover(reason)));
  };
  const recover = async (reason: string) => {
    log(`${current.name} has ended, ${reason}. Restarting it.`);
    const now = performance.now();
    ends.push(now);
    if (ends.filter((time) => time > now - 60_000).length > RESTARTS_PER_MINUTE) {
      return onGiveUp(
        new ClusterError(`${current.name} ended ${RESTARTS_PER_MINUTE + 1} times within a minute: check its output.`),
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
      // The process may have ended just before: then another one is being started, and has to be stopped as well.
      await recovery;
      await current.stop();
    },
  };
}
