import { work } from '../generator/work.js';
import type { ChurnJob } from '../jobs.js';
import { churn } from './churn.js';

/** Visitors: a process of its own, like the generator, for what a real client does better than one by hand. */
work<ChurnJob>(churn);
