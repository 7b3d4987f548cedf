import { TestBrowser } from './browser.js';
import { closeSockets } from './people.js';
import { Server } from './server.js';

/** The timeout of a journey, in milliseconds. Journeys take seconds, but much longer on a busy machine. */
const TIMEOUT_MS = 90_000;

interface Suite {
  server: Server;
  browser: TestBrowser;
}

/**
 * Starts a server and a browser for the journeys of a file. After each journey it closes all pages and sockets, and
 * fails the journey if a page has reported an unexpected error.
 *
 * @param environment environment variables of the server
 * @param args command-line arguments of the server
 * @param browserArgs command-line arguments of Chromium
 */
export function setUpSuite(
  environment: () => Record<string, string> = () => ({}),
  args: readonly string[] = [],
  browserArgs: readonly string[] = [],
): Suite {
  // Jest has no timeout per project.
  jest.setTimeout(TIMEOUT_MS);
  const suite = {} as Suite;
  beforeAll(async () => {
    const starting = Server.start(environment(), args);
    const launching = TestBrowser.launch(starting, browserArgs);
    // If the browser cannot be launched, `await launching` throws below. Without this handler, Node would report an
    // unhandled rejection before the server is assigned, and `afterAll` could not close the server.
    launching.catch(() => undefined);
    suite.server = await starting;
    suite.browser = await launching;
  });
  afterEach(async () => {
    closeSockets();
    await suite.browser.closeContexts();
    expect(suite.browser.takeUnexpectedErrors()).toEqual([]);
  });
  afterAll(async () => {
    await suite.browser?.close();
    await suite.server?.close();
  });
  return suite;
}
