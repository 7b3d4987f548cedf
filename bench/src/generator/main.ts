import type { ChurnJob, Job, Results } from '../jobs.js';
import { attack } from './attacks/attack.js';
import { http } from './http.js';
import { reconnect } from './reconnect.js';
import { returnElsewhere } from './return.js';
import { send } from './send.js';
import { slow } from './slow.js';
import { storm } from './storm.js';
import { work } from './work.js';

type GeneratorJob = Exclude<Job, ChurnJob>;

/** The generator: a process of its own, one job in its life. */
function run(job: GeneratorJob): Promise<Results[GeneratorJob['kind']]> {
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
    case 'slow':
      return slow(job);
  }
}

work(run);
