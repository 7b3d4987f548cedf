import { t } from './en.js';

/** Created again when the time zone changes: a formatter keeps the time zone that it was created in. */
let formats = makeFormats();

function makeFormats() {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(undefined, options);
  return {
    clock: format({ hour: 'numeric', minute: '2-digit' }),
    weekday: format({ weekday: 'short' }),
    shortDay: format({ day: 'numeric', month: 'short' }),
    fullDay: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    fullDayYear: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    moment: format({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }),
    exact: format({ dateStyle: 'full', timeStyle: 'medium' }),
    date: format({ dateStyle: 'medium', timeZone: 'UTC' }),
  };
}

/** Has times formatted in the current time zone of the device. */
export function renewFormats(): void {
  formats = makeFormats();
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From when on the date says more. */
const MONTH_MS = 30 * DAY_MS;

/** Whole days between two moments as people count them here: by midnights. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(later) - midnight(earlier)) / DAY_MS);
}

/** `14:05` */
export const clockOf = (iso: string): string => formats.clock.format(new Date(iso));

/** The day and the month. @param time in milliseconds since 1970 */
export const dateOf = (time: number): string => formats.shortDay.format(time);

/** The day, the month and the year. @param day of UTC, such as `2026-01-31` */
export const fullDateOf = (day: string): string => formats.date.format(new Date(day));

/** The day, the month and the time. */
export const momentOf = (iso: string): string => formats.moment.format(new Date(iso));

/** All that is known of a moment. */
export const exactly = (iso: string): string => formats.exact.format(new Date(iso));

/** Whether two moments fall on one day here. */
export const isSameDay = (one: string, other: string): boolean => daysBetween(new Date(one), new Date(other)) === 0;

/** The time today, the weekday within a week, the date before that: for lists. */
export function shortly(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days <= 0) return formats.clock.format(date);
  if (days === 1) return t.chat.yesterday;
  return formats[days < 7 ? 'weekday' : 'shortDay'].format(date);
}

/** How long ago it was, roughly: the date after a month. */
export function agoOf(iso: string, now = Date.now()): string {
  const passed = now - new Date(iso).getTime();
  if (passed < 2 * MINUTE_MS) return t.account.now;
  if (passed < HOUR_MS) return relative.format(-Math.floor(passed / MINUTE_MS), 'minute');
  if (passed < DAY_MS) return relative.format(-Math.floor(passed / HOUR_MS), 'hour');
  if (passed < MONTH_MS) return relative.format(-Math.floor(passed / DAY_MS), 'day');
  return dateOf(new Date(iso).getTime());
}

/** The day as a heading. */
export function dayOf(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days === 0) return t.chat.today;
  if (days === 1) return t.chat.yesterday;
  return formats[date.getFullYear() === now.getFullYear() ? 'fullDay' : 'fullDayYear'].format(date);
}
