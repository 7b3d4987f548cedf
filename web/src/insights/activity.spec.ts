import { activityOf } from './activity.js';

const said = (day: number, hour: number, id: string) => ({
  createdAt: new Date(2026, 2, day, hour).toISOString(),
  sender: { id, name: id, online: false },
});
const midnight = (day: number) => new Date(2026, 2, day).getTime() / 1000;

it('activity counts by day and by person, days of silence and changes of the clock among them', () => {
  const all = [said(27, 0, 'me'), said(27, 23, 'ben'), said(28, 5, 'ben'), said(31, 1, 'me')];
  expect(activityOf(all, 'me', false)).toEqual({
    days: [27, 28, 29, 30, 31].map(midnight),
    mine: [1, 0, 0, 0, 1],
    theirs: [1, 1, 0, 0, 0],
    total: 4,
    isPart: false,
  });
});

it('activity of nothing is empty', () => {
  expect(activityOf([], 'me', false)).toEqual({ days: [], mine: [], theirs: [], total: 0, isPart: false });
});
