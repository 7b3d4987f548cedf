import { ClusterError, type Part } from './part.js';

/** A part that is started again whenever it ends. */
export interface Kept {
  readonly part: Part;
  stop(): Promise<void>;
}

const STARTS_PER_MINUTE = 5;

interface Watch {
  /** Told in words what happens. */
  readonly say: (sentence: string) => void;
  /** Told once, when it ends again and again. */
  readonly giveUp: (error: Error) => void;
}

/** Starts a part, and starts it again when it ends, as an operator's own supervisor would. */
export async function keep(start: () => Promise<Part>, { say, giveUp }: Watch): Promise<Kept> {
  let part = await start();
  let stopping = false;
  let recovery: Promise<void>;
  const deaths: number[] = [];
  const watch = () => {
    recovery = part.ended.then((how) => (stopping ? undefined : recover(how)));
  };
  const recover = async (how: string) => {
    say(`${part.name} has ended, ${how}. It is started again.`);
    const now = performance.now();
    deaths.push(now);
    if (deaths.filter((at) => at > now - 60_000).length > STARTS_PER_MINUTE) {
      return giveUp(
        new ClusterError(`${part.name} ended ${STARTS_PER_MINUTE + 1} times within a minute: look at why.`),
      );
    }
    try {
      part = await start();
    } catch (error) {
      return giveUp(error as Error);
    }
    say(`${part.name} serves again, as process ${part.pid}.`);
    watch();
  };
  watch();
  return {
    get part() {
      return part;
    },
    async stop() {
      stopping = true;
      await part.stop();
      // It may have died just before: then another one is on its way.
      await recovery;
      await part.stop();
    },
  };
}
