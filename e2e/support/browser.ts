import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { device, deviceOptions, isPhone, screenshotSizes } from './device.js';
import type { Person } from './people.js';
import { type Server, workspace } from './server.js';

const SCREENSHOTS = join(workspace, 'e2e/screenshots');

/** The headless shell comes first: it starts in half the time of the full Chromium. */
const CHROMIUM_PATHS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** How long an action waits for its element, in milliseconds. Generous, because the machine may be busy. */
const TIMEOUT_MS = 20_000;

/**
 * Errors that the browser's console shows for requests and sockets without a connection. One of them appears when the
 * client sends while the browser already closes the socket.
 */
export const NO_CONNECTION =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|NETWORK_CHANGED)|WebSocket (connection to|is already in CLOSING)/;

/** A real Chromium that records the errors of its pages. */
export class TestBrowser {
  /**
   * Errors in the consoles of the pages: script errors, violations of the Content-Security-Policy, and failed requests.
   */
  readonly errors: string[] = [];
  private readonly expectedErrors: RegExp[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
  ) {}

  /**
   * Launches the browser while the server starts.
   *
   * @param server resolves when the server has started
   * @param args command-line arguments of Chromium in addition to the usual ones
   */
  static async launch(server: Promise<Server>, args: readonly string[] = []): Promise<TestBrowser> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const launching = chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--enable-precise-memory-info', ...args],
    });
    const [browser, started] = await Promise.all([launching, server]);
    return new TestBrowser(browser, started);
  }

  /** Allows errors that the journey causes on purpose, and that the browser reports in its console. */
  expectError(pattern: RegExp): void {
    this.expectedErrors.push(pattern);
  }

  /** Returns the errors that no expected pattern matches, and clears the errors and the expected patterns. */
  takeUnexpectedErrors(): string[] {
    const unexpected = this.errors.filter((text) => !this.expectedErrors.some((pattern) => pattern.test(text)));
    this.errors.length = 0;
    this.expectedErrors.length = 0;
    return unexpected;
  }

  /** Creates an isolated browser context for this device, without a login. */
  async newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      ...deviceOptions,
      locale: 'en-GB',
      timezoneId: 'Europe/Prague',
      colorScheme: 'light',
      permissions: [],
      ...options,
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    context.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    context.on('weberror', (error) => this.errors.push(String(error.error())));
    return context;
  }

  /**
   * Creates a browser context, and logs a person in by the login form.
   *
   * @returns the page, which shows the conversations
   */
  async logIn(person: Pick<Person, 'email' | 'password'>, options?: BrowserContextOptions): Promise<Page> {
    const context = await this.newContext(options);
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Have an account? Log in' }).click();
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
    return page;
  }

  async closeContexts(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** Waits until the page has replaced its current access token. */
export async function waitForTokenRenewal(page: Page): Promise<void> {
  const stored = await page.evaluate(() => localStorage.getItem('hub.session'));
  const { access_token: token } = JSON.parse(stored!) as { access_token: string };
  await page.waitForFunction((old) => !localStorage.getItem('hub.session')?.includes(old), token);
}

/** @throws Error when no Chromium is installed */
function chromiumPath(): string {
  const path = process.env['CHROMIUM'] ?? CHROMIUM_PATHS.find(existsSync);
  if (path === undefined)
    throw new Error('No Chromium is installed: `apt install chromium-headless-shell`, or set CHROMIUM.');
  return path;
}

/**
 * Takes a screenshot of the page at each width of the device. Does nothing in CI, where nobody looks at screenshots.
 */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  if (process.env['CI']) return;
  const before = page.viewportSize();
  for (const size of screenshotSizes) {
    await page.setViewportSize(size);
    await waitForRendering(page);
    await page.screenshot({ path: join(SCREENSHOTS, `${device}-${name}-${size.width}.png`), animations: 'disabled' });
  }
  if (before) await page.setViewportSize(before);
  await waitForRendering(page);
}

/**
 * Waits until the fonts are loaded, and for some frames, because a layout that depends on measurements takes more than
 * one.
 */
async function waitForRendering(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  });
}

/**
 * Opens the conversation with a person from the list. On a phone, first goes back to the list if a conversation is
 * open.
 */
export async function openChat(page: Page, name: string): Promise<void> {
  await showList(page);
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await composer(page, name).waitFor();
}

/** Shows the list of conversations, which an open conversation covers on a phone. */
export async function showList(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Back to conversations' });
  if (await back.isVisible()) await back.click();
  await page.getByRole('navigation').waitFor();
}

/** Opens the account page. @returns the section with this heading */
export async function openAccount(page: Page, section: string): Promise<Locator> {
  await showList(page);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  const region = page.getByRole('region', { name: section, exact: true });
  await region.waitFor();
  return region;
}

/** Returns the text field for messages to a person. */
export const composer = (page: Page, name: string) => page.getByRole('textbox', { name: `Message to ${name}` });

/** Returns the list of messages of the open conversation. */
export const log = (page: Page) => page.getByRole('log');

/** Types a message into the composer of the open conversation, and sends it. */
export async function typeAndSend(page: Page, name: string, text: string): Promise<void> {
  await composer(page, name).fill(text);
  await submitMessage(page);
}

/**
 * Sends the content of the composer: by the button on a phone, where Enter breaks the line, and by Enter on a desktop.
 */
export async function submitMessage(page: Page): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: 'Send', exact: true }).tap();
  else await page.keyboard.press('Enter');
}

/** The header of the open conversation, with the person's name and presence. */
export const header = (page: Page, name: string) => page.getByRole('region', { name }).locator('header');

/**
 * Waits until the page title shows this number of unread messages. The list, which a phone hides beside a conversation,
 * is not needed.
 */
export async function waitForUnreadCount(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (start) => (start === '' ? !document.title.startsWith('(') : document.title.startsWith(start)),
    count === 0 ? '' : `(${count}) `,
  );
}
