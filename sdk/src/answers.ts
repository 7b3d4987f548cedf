import type { CommandName } from '@smart-hub/contract/events';
import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import { incompatible } from './local-problem.js';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isNamed = (value: unknown) => isObject(value) && typeof value.id === 'string';

/** Whether it is what every failure of the server's looks like; codes that this client does not know may be among them. */
export function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value.code === 'string' && typeof value.detail === 'string';
}

/** Whether it has what a view is made of. */
export function isMessage(value: unknown): value is Message {
  if (!isObject(value) || !isNamed(value.conversation) || !isNamed(value.sender)) return false;
  return typeof value.seq === 'number' && typeof value.content === 'string';
}

const isRead: { readonly [C in CommandName]?: (answer: unknown) => boolean } = {
  send_message: isMessage,
  mark_read: (answer) => isObject(answer) && typeof answer.seq === 'number',
  mark_delivered: (answer) => isObject(answer) && typeof answer.seq === 'number',
  sync: (answer) =>
    isObject(answer) && [answer.changes, answer.removed, answer.positions].every((list) => Array.isArray(list)),
};

/** @throws HubError `server.incompatible` when the answer of a command lacks what the hub reads of it */
export function checkAnswer(name: CommandName, answer: unknown): void {
  if (isRead[name]?.(answer) === false) throw incompatible(`The answer to ${name}`);
}

/** @throws HubError `server.incompatible` when a page is none */
export function listIn<T>(page: T[]): T[] {
  if (!Array.isArray(page)) throw incompatible('The answer to a request for a page');
  return page;
}
