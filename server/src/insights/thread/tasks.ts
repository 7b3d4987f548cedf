import type { TokenBudget } from '../openai/pack.js';
import { fromColumns, type MessageColumns } from './columns.js';

const digestModule = () => import('../extractive/digest.js');
const packModule = () => import('../openai/pack.js');

/**
 * The tasks of the worker thread. All of them take long for long conversations. Their modules are loaded with the first task
 * of each kind: without a model no tokens are counted, and with a model usually no digest is needed.
 */
export const tasks = {
  digest: async (messages: MessageColumns) => (await digestModule()).digestOf(fromColumns(messages)),
  pack: async (messages: MessageColumns, budget: TokenBudget) => (await packModule()).pack(fromColumns(messages), budget),
  fitLists: async (lists: readonly string[][], tokens: number) => (await packModule()).fitLists(lists, tokens),
};

type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type TaskInput<T extends TaskName> = Parameters<Tasks[T]>;
export type TaskOutput<T extends TaskName> = Awaited<ReturnType<Tasks[T]>>;

export interface ThreadTask<T extends TaskName = TaskName> {
  readonly task: T;
  readonly input: TaskInput<T>;
}
