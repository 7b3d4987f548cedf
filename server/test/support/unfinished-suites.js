import { relative } from 'node:path';

/**
 * A reporter for runs that are terminated from outside, for example by a time limit of CI: on SIGTERM it prints which suites
 * had not ended, what each was doing, and which of its tests had failed. Jest itself prints nothing in this case.
 */
export default class UnfinishedSuites {
  /** The state of each unfinished suite, by its path. */
  #running = new Map();

  onRunStart() {
    process.once('SIGTERM', this.#print);
  }

  onTestFileStart({ path }) {
    this.#running.set(path, { since: Date.now(), activity: 'before its first test', failed: [] });
  }

  onTestCaseStart({ path }, { fullName }) {
    this.#note(path, `during "${fullName}"`);
  }

  onTestCaseResult({ path }, { fullName, status }) {
    this.#note(path, `after "${fullName}"`);
    if (status === 'failed') this.#running.get(path)?.failed.push(fullName);
  }

  onTestFileResult({ path }) {
    this.#running.delete(path);
  }

  onRunComplete() {
    process.off('SIGTERM', this.#print);
  }

  #note(path, activity) {
    Object.assign(this.#running.get(path) ?? {}, { since: Date.now(), activity });
  }

  #print = () => {
    for (const [path, { since, activity, failed }] of this.#running) {
      const seconds = Math.round((Date.now() - since) / 1000);
      console.error(`NOT ENDED: ${relative(process.cwd(), path)}, for ${seconds} s ${activity}`);
      for (const test of failed) console.error(`  FAILED: ${test}`);
    }
    process.exit(1);
  };
}
