import { relative } from 'node:path';

/**
 * A reporter for runs that are stopped from outside, as by a time limit of CI: prints which suites had not ended, what each
 * was doing, and which of its tests had failed. Jest itself prints nothing then.
 */
export default class UnfinishedSuites {
  /** By the path of a suite. */
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
