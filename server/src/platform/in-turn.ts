/** Does the work of each key one after the other. The keys do not wait for each other. */
export class InTurn {
  private readonly queues = new Map<string, { last: Promise<unknown>; length: number }>();

  /** How much work of a key is not done yet: what is being done, and what waits. */
  lengthOf(key: string): number {
    return this.queues.get(key)?.length ?? 0;
  }

  /** Starts work when all work of the same key that was given before is done, however that ended. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    this.queues.set(key, queue);
    queue.length += 1;
    const done = queue.last.then(work);
    queue.last = done
      .catch(() => undefined)
      .finally(() => {
        queue.length -= 1;
        if (queue.length === 0) this.queues.delete(key);
      });
    return done;
  }
}
