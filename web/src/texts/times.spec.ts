import { t } from './en.js';
import { timeAgoOf } from './times.js';

const NOW = Date.parse('2026-03-31T12:00:00.000Z');

it.each([
  ['2026-03-31T12:00:05.000Z', t.account.justNow],
  ['2026-03-31T11:58:30.000Z', t.account.justNow],
  ['2026-03-31T11:55:00.000Z', '5 minutes ago'],
  ['2026-03-31T09:30:00.000Z', '2 hours ago'],
  ['2026-03-29T09:30:00.000Z', '2 days ago'],
])('the time since %s is shown as %s', (iso, text) => {
  expect(timeAgoOf(iso, NOW)).toBe(text);
});

it('a time more than a month ago is shown as its date', () => {
  expect(timeAgoOf('2026-01-05T12:00:00.000Z', NOW)).toMatch(/Jan/);
});
