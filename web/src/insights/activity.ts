import type { Message, messagesRoutes } from '@smart-hub/contract/messages';
import { addressOf, type HubClient } from '@smart-hub/sdk';

const list = addressOf<typeof messagesRoutes.list>('GET', '/messages/:conversationId');

const PAGE = 200;
/** What is looked at: enough to see a habit, and few enough to be asked for in passing. */
const MOST_PAGES = 5;
const DAY_MS = 86_400_000;

type Said = Pick<Message, 'createdAt' | 'sender'>;

export interface Activity {
  /** Midnights here, ascending and without a gap, in seconds since 1970. */
  readonly days: readonly number[];
  readonly mine: readonly number[];
  readonly theirs: readonly number[];
  readonly total: number;
  /** Whether there is more than was looked at. */
  readonly isPart: boolean;
}

/** Loads the newest messages of a conversation, and counts them. */
export async function loadActivity(
  client: HubClient,
  conversationId: string,
  me: string,
  signal: AbortSignal,
): Promise<Activity> {
  const said: Message[] = [];
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const query = { limit: PAGE, before: said[0]?.seq };
    const page = await client.call(list, { params: { conversationId }, query }, signal);
    said.unshift(...page);
    // Long messages make a page shorter than was asked for: only its first tells whether there are older ones.
    if ((page[0]?.seq ?? 1) <= 1) break;
  }
  return activityOf(said, me, (said[0]?.seq ?? 1) > 1);
}

/** Counts messages by day and by who wrote them. @param isPart whether there are older ones */
export function activityOf(said: readonly Said[], me: string, isPart: boolean): Activity {
  const first = dayOf(said[0]?.createdAt);
  const days: number[] = [];
  // Noon is on the next day whatever the clocks do in between.
  for (let day = first; said.length > 0 && day <= dayOf(said.at(-1)?.createdAt); day = midnight(day + 1.5 * DAY_MS))
    days.push(day);
  const places = new Map(days.map((day, index) => [day, index]));
  const mine = days.map(() => 0);
  const theirs = days.map(() => 0);
  for (const { createdAt, sender } of said) (sender.id === me ? mine : theirs)[places.get(dayOf(createdAt))!]! += 1;
  return { days: days.map((day) => day / 1000), mine, theirs, total: said.length, isPart };
}

const dayOf = (iso: string | undefined): number => midnight(iso === undefined ? 0 : Date.parse(iso));

function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
