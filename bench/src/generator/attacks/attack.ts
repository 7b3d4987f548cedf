import { setTimeout as delay } from 'node:timers/promises';
import { beginWindow } from '../measurement-window.js';
import type { AttackJob, AttackResult } from '../../jobs.js';
import { Attacker } from './attacker.js';
import { attacks } from './table.js';

/** Repeats an attack for the duration of the job. */
export async function attack(job: AttackJob): Promise<AttackResult> {
  const attacker = new Attacker(job);
  const end = beginWindow();
  const done = attacks[job.name]!(attacker);
  await delay(job.seconds * 1000);
  attacker.end();
  await done;
  end();
  return attacker.tally;
}
