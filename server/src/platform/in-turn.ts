/** Does work one after the other, for each key by itself. */
export class InTurn {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Starts work when all work of the same key that was given before is done, however that ended. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const done = (this.last.get(key) ?? Promise.resolve()).then(work);
    const turn = done
      .catch(() => undefined)
      .finally(() => {
        if (this.last.get(key) === turn) this.last.delete(key);
      });
    this.last.set(key, turn);
    return done;
  }
}
