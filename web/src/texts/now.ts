import { useSyncExternalStore } from 'react';
import { renewFormats } from './times.js';

/** No event reports a new day, a changed clock or another time zone, so they are polled. In milliseconds. */
const CHECK_MS = 10_000;

const listeners = new Set<() => void>();
let now = readNow();

/** The day and the minute by the clock and in the time zone of this device. */
function readNow() {
  const date = new Date();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = `${date.toDateString()} ${zone}`;
  return { zone, day, minute: `${day} ${date.getHours()}:${date.getMinutes()}` };
}

function check(): void {
  const before = now;
  now = readNow();
  if (now.zone !== before.zone) renewFormats();
  if (now.minute !== before.minute) for (const listener of listeners) listener();
}

setInterval(check, CHECK_MS);
window.addEventListener('focus', check);
document.addEventListener('visibilitychange', check);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Renders again when the day or the time zone changes. For components that show times. */
export const useDay = (): string => useSyncExternalStore(subscribe, () => now.day);

/** Renders again every minute. For components that show how long ago something was. */
export const useMinute = (): string => useSyncExternalStore(subscribe, () => now.minute);
