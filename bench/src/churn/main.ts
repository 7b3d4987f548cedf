import { runJob } from '../generator/run-job.js';
import type { ChurnJob } from '../jobs.js';
import { churn } from './churn.js';

/**
 * A separate process like the generator, which uses `socket.io-client` where a hand-written client would be less
 * faithful.
 */
runJob<ChurnJob>(churn);
