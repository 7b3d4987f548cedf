import type { Job, GeneratorMessage, Results } from '../jobs.js';

/** Receives the single job of this process from its parent, runs it, reports the result and exits. */
export function runJob<J extends Job>(run: (job: J) => Promise<Results[J['kind']]>): void {
  process.once('message', (job: J) => {
    run(job).then(
      (result) => finish({ type: 'result', result }),
      (error: unknown) => finish({ type: 'failure', error: String(error) }),
    );
  });
  // The parent has exited.
  process.once('disconnect', () => process.exit());
}

function finish(message: GeneratorMessage): void {
  process.send!(message, () => process.exit());
}
