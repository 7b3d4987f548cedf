import type { Redis } from '../redis/redis.js';
import { RequestCounts } from './request-counts.js';

it('the reported time until the end of a window never exceeds the length of the window', async () => {
  const now = jest.spyOn(performance, 'now');
  const counts = new RequestCounts({ client: undefined } as unknown as Redis);
  const seconds = new Set<number>();
  for (let moment = 0; moment < 100_000; moment += 97.3123456789) {
    now.mockReturnValue(moment);
    seconds.add((await counts.reserve(`key ${moment}`, 60_000, 1)).timeToExpire);
  }
  now.mockRestore();
  expect([...seconds]).toEqual([60]);
});
