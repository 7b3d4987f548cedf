import type { Budget } from '../openai/pack.js';
import { fromColumns, type Columns } from './columns.js';

const digest = () => import('../extractive/digest.js');
const pack = () => import('../openai/pack.js');

/**
 * What the thread does for the event loop: all of it takes long for long conversations. What a task needs is loaded with
 * the first of its kind: without a model nothing is counted, and a model needs no digest.
 */
export const tasks = {
  digest: async (messages: Columns) => (await digest()).digestOf(fromColumns(messages)),
  pack: async (messages: Columns, budget: Budget) => (await pack()).pack(fromColumns(messages), budget),
  fit: async (lists: readonly string[][], tokens: number) => (await pack()).fit(lists, tokens),
};

type Tasks = typeof tasks;
export type Task = keyof Tasks;
export type Input<T extends Task> = Parameters<Tasks[T]>;
export type Output<T extends Task> = Awaited<ReturnType<Tasks[T]>>;

export interface Job<T extends Task = Task> {
  readonly task: T;
  readonly input: Input<T>;
}
