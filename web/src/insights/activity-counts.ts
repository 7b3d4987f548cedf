import type { Message, messagesRoutes } from '@smart-hub/contract/messages';
import { addressOf, type HubClient } from '@smart-hub/sdk';

const list = addressOf<typeof messagesRoutes.list>('GET', '/messages/:conversationId');

const PAGE_SIZE = 200;
/** The maximum number of loaded pages: enough messages to show when people write, without many requests. */
const MAX_PAGES = 5;
const DAY_MS = 86_400_000;
/** The maximum number of bars: more would be too narrow on a phone. */
const MAX_BARS = 45;
/** The numbers of days that a bar can cover. */
const BAR_DAYS = [1, 7, 28, 364] as const;

type CountedMessage = Pick<Message, 'createdAt' | 'sender'>;

/** The number of messages of both participants within the days of a bar. */
export interface Bar {
  /** Local midnight of the first day, in milliseconds since 1970. */
  readonly from: number;
  readonly mine: number;
  readonly theirs: number;
}

export interface ActivityCounts {
  /** In ascending order and without gaps; empty if there are no messages. */
  readonly bars: readonly Bar[];
  readonly daysPerBar: (typeof BAR_DAYS)[number];
  readonly mine: number;
  readonly theirs: number;
  /** Whether there are older messages, which were not counted. */
  readonly isPartial: boolean;
}

/** Loads the newest messages of a conversation, and counts them. */
export async function loadActivityCounts(
  client: HubClient,
  conversationId: string,
  me: string,
  signal: AbortSignal,
): Promise<ActivityCounts> {
  const messages: Message[] = [];
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query = { limit: PAGE_SIZE, before: messages[0]?.seq };
    const page = await client.call(list, { params: { conversationId }, query }, signal);
    messages.unshift(...page);
    // A page of long messages is shorter than requested. So only the `seq` of the first message shows whether there are
    // older messages.
    if ((page[0]?.seq ?? 1) <= 1) break;
  }
  return activityCountsOf(messages, me, (messages[0]?.seq ?? 1) > 1);
}

/**
 * Counts messages by time and by sender.
 *
 * @param messages in any order of time, because the clocks of servers can go back
 * @param isPartial whether there are older messages, which are not counted
 */
export function activityCountsOf(messages: readonly CountedMessage[], me: string, isPartial: boolean): ActivityCounts {
  const midnights = messages.map(({ createdAt }) => new Date(createdAt).setHours(0, 0, 0, 0));
  const firstMidnight = Math.min(...midnights);
  // Rounded, because a day on which daylight saving time changes has 23 or 25 hours.
  const dayOf = (midnight: number) => Math.round((midnight - firstMidnight) / DAY_MS);
  const days = messages.length === 0 ? 0 : dayOf(Math.max(...midnights)) + 1;
  const daysPerBar = BAR_DAYS.find((size) => days / size <= MAX_BARS) ?? BAR_DAYS[3];
  const bars = Array.from({ length: Math.ceil(days / daysPerBar) }, (_, index) => {
    const from = new Date(firstMidnight);
    return { from: from.setDate(from.getDate() + index * daysPerBar), mine: 0, theirs: 0 };
  });
  messages.forEach(({ sender }, index) => {
    bars[Math.floor(dayOf(midnights[index]!) / daysPerBar)]![sender.id === me ? 'mine' : 'theirs'] += 1;
  });
  const mine = messages.filter(({ sender }) => sender.id === me).length;
  return { bars, daysPerBar, mine, theirs: messages.length - mine, isPartial };
}

/** Returns the ticks of an axis that starts at 0: at most four round whole numbers. @param max at least 1 */
export function axisTicks(max: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(max / 3));
  const step = Math.max(1, [1, 2, 5, 10].find((factor) => factor * magnitude >= max / 3)! * magnitude);
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}
