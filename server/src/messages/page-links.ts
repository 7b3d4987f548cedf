import type { Message, MessagePageQuery } from '@smart-hub/contract/messages';
import type { Page } from '../platform/http/page.js';

/**
 * To the older and the newer neighbour of a page, where there is one. An empty page lies beyond the end it was asked at.
 *
 * @param lastSeq the conversation's newest
 */
export function linksOf(
  rows: readonly { readonly seq: number }[],
  { before }: Pick<MessagePageQuery, 'before'>,
  lastSeq: number,
): Page<Message>['links'] {
  const end = before === undefined ? lastSeq : 0;
  const first = rows[0]?.seq ?? end + 1;
  const last = rows.at(-1)?.seq ?? end;
  return { ...(first > 1 ? { prev: { before: first } } : {}), ...(last < lastSeq ? { next: { after: last } } : {}) };
}
