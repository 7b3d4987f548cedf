import { activityCountsOf, axisTicks } from './activity-counts.js';

const message = (month: number, day: number, hour: number, id: string) => ({
  createdAt: new Date(2026, month, day, hour).toISOString(),
  sender: { id, name: id, online: false },
});
const midnight = (month: number, day: number) => new Date(2026, month, day).getTime();

describe('activityCountsOf', () => {
  it('counts messages by day and by person, also over days without messages and a change of daylight saving time', () => {
    const messages = [
      message(2, 27, 0, 'me'),
      message(2, 27, 23, 'ben'),
      message(2, 28, 5, 'ben'),
      message(2, 31, 1, 'me'),
    ];
    expect(activityCountsOf(messages, 'me', false)).toEqual({
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
      isPartial: false,
    });
  });

  it('counts messages by week if a bar for each day would make too many bars', () => {
    const { bars, daysPerBar } = activityCountsOf([message(0, 1, 9, 'me'), message(5, 1, 9, 'ben')], 'me', true);
    expect(daysPerBar).toBe(7);
    expect(bars).toHaveLength(22);
    expect(bars[0]).toEqual({ from: midnight(0, 1), mine: 1, theirs: 0 });
    expect(bars.at(-1)).toEqual({ from: midnight(4, 28), mine: 0, theirs: 1 });
  });

  it('counts messages that are not in chronological order', () => {
    const { bars } = activityCountsOf(
      [message(2, 3, 9, 'me'), message(2, 1, 9, 'ben'), message(2, 2, 9, 'ben')],
      'me',
      false,
    );
    expect(bars.map(({ mine, theirs }) => [mine, theirs])).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });

  it('has no bars when there are no messages', () => {
    expect(activityCountsOf([], 'me', false)).toEqual({
      bars: [],
      daysPerBar: 1,
      mine: 0,
      theirs: 0,
      isPartial: false,
    });
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
])('the ticks of an axis up to %i are %j', (max, ticks) => {
  expect(axisTicks(max)).toEqual(ticks);
});
