import type { Job, Report, Results } from '../jobs.js';

/** Takes the one job of this process's life from its parent, and reports the result. */
export function work<J extends Job>(run: (job: J) => Promise<Results[J['kind']]>): void {
  process.once('message', (job: J) => {
    run(job).then(
      (result) => finish({ at: 'result', result }),
      (error: unknown) => finish({ at: 'failure', why: String(error) }),
    );
  });
  // The parent is gone.
  process.once('disconnect', () => process.exit());
}

function finish(report: Report): void {
  process.send!(report, () => process.exit());
}
