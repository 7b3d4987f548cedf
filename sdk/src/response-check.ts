import type { CommandName } from '@smart-hub/contract/events';
import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import { incompatible } from './local-problem.js';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const hasId = (value: unknown) => isObject(value) && typeof value.id === 'string';

/**
 * Whether a value is a problem: whether it has a `code` and a `detail`. Any code is accepted, because a newer server
 * may send codes that this version does not know.
 */
export function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value.code === 'string' && typeof value.detail === 'string';
}

/** Whether a value is a message: whether it has the fields that the view needs. */
export function isMessage(value: unknown): value is Message {
  if (!isObject(value) || !hasId(value.conversation) || !hasId(value.sender)) return false;
  return typeof value.seq === 'number' && typeof value.content === 'string';
}

const responseChecks: { readonly [C in CommandName]?: (response: unknown) => boolean } = {
  send_message: isMessage,
  mark_read: (response) => isObject(response) && typeof response.seq === 'number',
  mark_delivered: (response) => isObject(response) && typeof response.seq === 'number',
  sync: (response) =>
    isObject(response) && [response.changes, response.removed, response.positions].every((list) => Array.isArray(list)),
};

/** @throws HubError `server.incompatible` when the response to a command lacks a field that the hub reads */
export function checkResponse(name: CommandName, response: unknown): void {
  if (responseChecks[name]?.(response) === false) throw incompatible(`The response to ${name}`);
}

/** Returns a page of a list. @throws HubError `server.incompatible` when the page is not a list */
export function checkedList<T>(page: T[]): T[] {
  if (!Array.isArray(page)) throw incompatible('The response to a request for a page');
  return page;
}
