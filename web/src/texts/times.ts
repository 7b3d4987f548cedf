import { t } from './en.js';

/**
 * The formatters. They are recreated when the time zone changes, because a formatter always uses that of its creation.
 */
let formats = createFormats();

function createFormats() {
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

/** Recreates the formatters, so that times are formatted in the current time zone of the device. */
export function recreateFormats(): void {
  formats = createFormats();
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A time that is older than this is shown as its date. */
const MONTH_MS = 30 * DAY_MS;

/** Returns the number of midnights between two times, in the time zone of the device. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(later) - midnight(earlier)) / DAY_MS);
}

/** Formats the time of day, such as `14:05`. */
export const timeOf = (iso: string): string => formats.clock.format(new Date(iso));

/** Formats the day and the month. @param time in milliseconds since 1970 */
export const dateOf = (time: number): string => formats.shortDay.format(time);

/** Formats the day, the month and the year. @param day a day in UTC, such as `2026-01-31` */
export const fullDateOf = (day: string): string => formats.date.format(new Date(day));

/** Formats the day, the month and the time. */
export const dateTimeOf = (iso: string): string => formats.moment.format(new Date(iso));

/** Formats the weekday, the full date and the time with seconds. */
export const exactTimeOf = (iso: string): string => formats.exact.format(new Date(iso));

/** Whether two times are on the same day in the time zone of the device. */
export const isSameDay = (a: string, b: string): boolean => daysBetween(new Date(a), new Date(b)) === 0;

/**
 * Formats a time for a list: as the time if it is today, as "Yesterday", as the weekday within a week, or as the date.
 */
export function shortTimeOf(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days <= 0) return formats.clock.format(date);
  if (days === 1) return t.chat.yesterday;
  return formats[days < 7 ? 'weekday' : 'shortDay'].format(date);
}

/** Formats how long ago a time was, rounded down; as its date if that is more than a month. */
export function timeAgoOf(iso: string, now = Date.now()): string {
  const ageMs = now - new Date(iso).getTime();
  if (ageMs < 2 * MINUTE_MS) return t.account.justNow;
  if (ageMs < HOUR_MS) return relative.format(-Math.floor(ageMs / MINUTE_MS), 'minute');
  if (ageMs < DAY_MS) return relative.format(-Math.floor(ageMs / HOUR_MS), 'hour');
  if (ageMs < MONTH_MS) return relative.format(-Math.floor(ageMs / DAY_MS), 'day');
  return dateOf(new Date(iso).getTime());
}

/** Formats a day as a heading: "Today", "Yesterday" or the date. */
export function dayHeadingOf(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days === 0) return t.chat.today;
  if (days === 1) return t.chat.yesterday;
  return formats[date.getFullYear() === now.getFullYear() ? 'fullDay' : 'fullDayYear'].format(date);
}
