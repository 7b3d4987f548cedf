import type { Redis } from '../redis/redis.js';
import { RequestCounts } from './request-counts.js';

it('never says that a window takes longer than it does', async () => {
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
