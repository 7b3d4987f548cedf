import { activityOf, stepsTo } from './activity.js';

const said = (month: number, day: number, hour: number, id: string) => ({
  createdAt: new Date(2026, month, day, hour).toISOString(),
  sender: { id, name: id, online: false },
});
const midnight = (month: number, day: number) => new Date(2026, month, day).getTime();

describe('activityOf', () => {
  it('counts by day and by person, with days without messages and changes of the clock among them', () => {
    const all = [said(2, 27, 0, 'me'), said(2, 27, 23, 'ben'), said(2, 28, 5, 'ben'), said(2, 31, 1, 'me')];
    expect(activityOf(all, 'me', false)).toEqual({
      bars: [
        { from: midnight(2, 27), mine: 1, theirs: 1 },
        { from: midnight(2, 28), mine: 0, theirs: 1 },
        { from: midnight(2, 29), mine: 0, theirs: 0 },
        { from: midnight(2, 30), mine: 0, theirs: 0 },
        { from: midnight(2, 31), mine: 1, theirs: 0 },
      ],
      daysPerBar: 1,
      mine: 2,
      theirs: 2,
      isPart: false,
    });
  });

  it('counts by week where days would be too many bars', () => {
    const { bars, daysPerBar } = activityOf([said(0, 1, 9, 'me'), said(5, 1, 9, 'ben')], 'me', true);
    expect(daysPerBar).toBe(7);
    expect(bars).toHaveLength(22);
    expect(bars[0]).toEqual({ from: midnight(0, 1), mine: 1, theirs: 0 });
    expect(bars.at(-1)).toEqual({ from: midnight(4, 28), mine: 0, theirs: 1 });
  });

  it('counts messages whose times are not in their order', () => {
    const { bars } = activityOf([said(2, 3, 9, 'me'), said(2, 1, 9, 'ben'), said(2, 2, 9, 'ben')], 'me', false);
    expect(bars.map(({ mine, theirs }) => [mine, theirs])).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });

  it('has no bars where there are no messages', () => {
    expect(activityOf([], 'me', false)).toEqual({ bars: [], daysPerBar: 1, mine: 0, theirs: 0, isPart: false });
  });
});

it.each([
  [1, [0, 1]],
  [2, [0, 1, 2]],
  [3, [0, 1, 2, 3]],
  [4, [0, 2, 4]],
  [7, [0, 5, 10]],
  [30, [0, 10, 20, 30]],
  [64, [0, 50, 100]],
  [1000, [0, 500, 1000]],
])('the steps of an axis up to %i are whole and few', (most, steps) => {
  expect(stepsTo(most)).toEqual(steps);
});
