import { Visitors } from './browser.js';
import { closeSockets } from './people.js';
import { Server } from './server.js';

/** A journey takes seconds; more than a dozen patient steps of it, on a machine that is busy, take longer. */
const LIMIT_MS = 90_000;

/**
 * A server and a browser for the journeys of a file. After each, whatever a page complained of fails it, and everybody
 * leaves.
 */
export function stage(
  environment: () => Record<string, string> = () => ({}),
  args: readonly string[] = [],
  browserArgs: readonly string[] = [],
): { server: Server; visitors: Visitors } {
  // A project of Jest knows no time limit of its own.
  jest.setTimeout(LIMIT_MS);
  const on = {} as { server: Server; visitors: Visitors };
  beforeAll(async () => {
    const starting = Server.start(environment(), args);
    const arriving = Visitors.arrive(starting, browserArgs);
    // Its failure is thrown below, once there is a server that afterAll closes.
    arriving.catch(() => undefined);
    on.server = await starting;
    on.visitors = await arriving;
  });
  afterEach(async () => {
    closeSockets();
    await on.visitors.leave();
    expect(on.visitors.takeComplaints()).toEqual([]);
  });
  afterAll(async () => {
    await on.visitors?.close();
    await on.server?.close();
  });
  return on;
}
