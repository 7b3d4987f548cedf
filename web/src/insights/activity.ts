import type { Message, messagesRoutes } from '@smart-hub/contract/messages';
import { addressOf, type HubClient } from '@smart-hub/sdk';

const list = addressOf<typeof messagesRoutes.list>('GET', '/messages/:conversationId');

const PAGE = 200;
/** What is looked at: enough to see a habit, and few enough to be asked for in passing. */
const MOST_PAGES = 5;
const DAY_MS = 86_400_000;
/** More would be too narrow on a phone. */
const MOST_BARS = 45;
/** Over how many days a bar may count. */
const BAR_DAYS = [1, 7, 28, 364] as const;

type Said = Pick<Message, 'createdAt' | 'sender'>;

/** How many messages there were within some days. */
export interface Bar {
  /** Midnight here, in milliseconds since 1970. */
  readonly from: number;
  readonly mine: number;
  readonly theirs: number;
}

export interface Activity {
  /** Ascending and without a gap; none where there are no messages. */
  readonly bars: readonly Bar[];
  readonly daysPerBar: (typeof BAR_DAYS)[number];
  readonly mine: number;
  readonly theirs: number;
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

/**
 * Counts messages by time and by who wrote them.
 *
 * @param said in any order: the clocks of servers may go back
 * @param isPart whether there are older ones
 */
export function activityOf(said: readonly Said[], me: string, isPart: boolean): Activity {
  const midnights = said.map(({ createdAt }) => new Date(createdAt).setHours(0, 0, 0, 0));
  const first = Math.min(...midnights);
  // Days are 23 to 25 hours long.
  const dayOf = (midnight: number) => Math.round((midnight - first) / DAY_MS);
  const days = said.length === 0 ? 0 : dayOf(Math.max(...midnights)) + 1;
  const daysPerBar = BAR_DAYS.find((size) => days / size <= MOST_BARS) ?? BAR_DAYS[3];
  const bars = Array.from({ length: Math.ceil(days / daysPerBar) }, (_, index) => {
    const from = new Date(first);
    return { from: from.setDate(from.getDate() + index * daysPerBar), mine: 0, theirs: 0 };
  });
  said.forEach(({ sender }, index) => {
    bars[Math.floor(dayOf(midnights[index]!) / daysPerBar)]![sender.id === me ? 'mine' : 'theirs'] += 1;
  });
  const mine = said.filter(({ sender }) => sender.id === me).length;
  return { bars, daysPerBar, mine, theirs: said.length - mine, isPart };
}

/** The steps of an axis from 0: at most four, of whole numbers that are easy to read. @param most at least 1 */
export function stepsTo(most: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(most / 3));
  const step = Math.max(1, [1, 2, 5, 10].find((factor) => factor * magnitude >= most / 3)! * magnitude);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}
