import type { TokenBudget } from '../openai/pack.js';
import { fromColumns, type MessageColumns } from './columns.js';

const loadDigestModule = () => import('../extractive/digest.js');
const loadPackModule = () => import('../openai/pack.js');

/**
 * The tasks of the worker thread, all of which take long for long conversations. The modules are loaded by the first
 * task that needs them: without a model no tokens are counted, and with a model usually no digest is made.
 */
export const tasks = {
  digest: async (messages: MessageColumns) => (await loadDigestModule()).digestOf(fromColumns(messages)),
  pack: async (messages: MessageColumns, budget: TokenBudget) =>
    (await loadPackModule()).pack(fromColumns(messages), budget),
  fitLists: async (lists: readonly string[][], tokens: number) => (await loadPackModule()).fitLists(lists, tokens),
};

type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type TaskInput<T extends TaskName> = Parameters<Tasks[T]>;
export type TaskOutput<T extends TaskName> = Awaited<ReturnType<Tasks[T]>>;

export interface ThreadTask<T extends TaskName = TaskName> {
  readonly task: T;
  readonly input: TaskInput<T>;
}
