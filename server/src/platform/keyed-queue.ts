/** Runs tasks of the same key one after the other. Tasks of different keys do not wait for each other. */
export class KeyedQueue {
  private readonly queues = new Map<string, { last: Promise<unknown>; length: number }>();

  /** Returns how many tasks of a key are running or queued. */
  lengthOf(key: string): number {
    return this.queues.get(key)?.length ?? 0;
  }

  /** Runs a task once all earlier tasks of the same key have finished, whether they succeeded or failed. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    this.queues.set(key, queue);
    queue.length += 1;
    const done = queue.last.then(task);
    queue.last = done
      .catch(() => undefined)
      .finally(() => {
        queue.length -= 1;
        if (queue.length === 0) this.queues.delete(key);
      });
    return done;
  }
}
