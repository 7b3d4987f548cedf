import { t } from './en.js';
import { agoOf } from './times.js';

const NOW = Date.parse('2026-03-31T12:00:00.000Z');

it.each([
  ['2026-03-31T12:00:05.000Z', t.account.now],
  ['2026-03-31T11:58:30.000Z', t.account.now],
  ['2026-03-31T11:55:00.000Z', '5 minutes ago'],
  ['2026-03-31T09:30:00.000Z', '2 hours ago'],
  ['2026-03-29T09:30:00.000Z', '2 days ago'],
])('%s is said as %s', (iso, words) => {
  expect(agoOf(iso, NOW)).toBe(words);
});

it('what was more than a month ago is said with its date', () => {
  expect(agoOf('2026-01-05T12:00:00.000Z', NOW)).toMatch(/Jan/);
});
