import type { Job, Report, Results } from '../jobs.js';
import { attack } from './attacks/attack.js';
import { http } from './http.js';
import { reconnect } from './reconnect.js';
import { returnElsewhere } from './return.js';
import { send } from './send.js';
import { storm } from './storm.js';

/** The generator: a process of its own, one job in its life. */
function run(job: Job): Promise<Results[Job['kind']]> {
  switch (job.kind) {
    case 'send':
      return send(job);
    case 'storm':
      return storm(job);
    case 'return':
      return returnElsewhere(job);
    case 'reconnect':
      return reconnect(job);
    case 'http':
      return http(job);
    case 'attack':
      return attack(job);
  }
}

function finish(report: Report): void {
  process.send!(report, () => process.exit());
}

process.once('message', (job: Job) => {
  run(job).then(
    (result) => finish({ at: 'result', result }),
    (error: unknown) => finish({ at: 'failure', why: String(error) }),
  );
});
// The parent is gone.
process.once('disconnect', () => process.exit());
