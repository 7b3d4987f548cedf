import type { ChurnJob, Job, Results } from '../jobs.js';
import { attack } from './attacks/attack.js';
import { http } from './http.js';
import { reconnect } from './reconnect.js';
import { failover } from './failover.js';
import { send } from './send.js';
import { slowClients } from './slow-clients.js';
import { storm } from './storm.js';
import { runJob } from './run-job.js';

type GeneratorJob = Exclude<Job, ChurnJob>;

/** The load generator: a separate process, which runs one job and exits. */
function run(job: GeneratorJob): Promise<Results[GeneratorJob['kind']]> {
  switch (job.kind) {
    case 'send':
      return send(job);
    case 'storm':
      return storm(job);
    case 'failover':
      return failover(job);
    case 'reconnect':
      return reconnect(job);
    case 'http':
      return http(job);
    case 'attack':
      return attack(job);
    case 'slow':
      return slowClients(job);
  }
}

runJob(run);
