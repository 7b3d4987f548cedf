import { useSyncExternalStore } from 'react';
import { recreateFormats } from './times.js';

/**
 * How often the time is checked, in milliseconds: no event reports a new minute, a change of the clock or another time
 * zone.
 */
const CHECK_MS = 10_000;

const listeners = new Set<() => void>();
let current = readTime();

/** Reads the day and the minute in the time zone of this device. */
function readTime() {
  const date = new Date();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = `${date.toDateString()} ${zone}`;
  return { zone, day, minute: `${day} ${date.getHours()}:${date.getMinutes()}` };
}

function check(): void {
  const previous = current;
  current = readTime();
  if (current.zone !== previous.zone) recreateFormats();
  if (current.minute !== previous.minute) for (const listener of listeners) listener();
}

setInterval(check, CHECK_MS);
window.addEventListener('focus', check);
document.addEventListener('visibilitychange', check);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Renders a component again when the day or the time zone changes. Components that show times must call this. */
export const useDay = (): string => useSyncExternalStore(subscribe, () => current.day);

/** Renders a component again every minute. Components that show how long ago a time was must call this. */
export const useMinute = (): string => useSyncExternalStore(subscribe, () => current.minute);
