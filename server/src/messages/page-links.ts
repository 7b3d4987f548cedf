import type { Message, MessagePageQuery } from '@smart-hub/contract/messages';
import type { Page } from '../platform/http/page.js';

/**
 * Returns the links to the previous (older) and next (newer) page, if there are older or newer messages. An empty page
 * is before the oldest message if it was requested with `before`, otherwise after the newest message.
 *
 * @param lastSeq the seq of the newest message of the conversation
 */
export function pageLinks(
  rows: readonly { readonly seq: number }[],
  { before }: Pick<MessagePageQuery, 'before'>,
  lastSeq: number,
): Page<Message>['links'] {
  const endSeq = before === undefined ? lastSeq : 0;
  const firstSeq = rows[0]?.seq ?? endSeq + 1;
  const finalSeq = rows.at(-1)?.seq ?? endSeq;
  return {
    ...(firstSeq > 1 ? { prev: { before: firstSeq } } : {}),
    ...(finalSeq < lastSeq ? { next: { after: finalSeq } } : {}),
  };
}
