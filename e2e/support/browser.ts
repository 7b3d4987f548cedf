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
import { device, deviceOptions, isPhone, widths } from './device.js';
import type { Person } from './people.js';
import { type Server, workspace } from './server.js';

const SHOTS = join(workspace, 'e2e/screenshots');

/** The same Chromium without a window to draw starts in half the time. */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** How long a person would wait for what they expect to see, in milliseconds; this machine may be busy. */
const PATIENCE_MS = 20_000;

/** A real Chromium, and what its pages complained of. */
export class Visitors {
  /** What no page may say: errors of scripts, violations of the Content-Security-Policy, and failures nobody expected. */
  readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
  ) {}

  /**
   * @param server that may still be starting
   * @param args of the browser, over the usual ones
   */
  static async arrive(server: Promise<Server>, args: readonly string[] = []): Promise<Visitors> {
    mkdirSync(SHOTS, { recursive: true });
    const launching = chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--enable-precise-memory-info', ...args],
    });
    const [browser, started] = await Promise.all([launching, server]);
    return new Visitors(browser, started);
  }

  /** A failure that belongs to the journey: the browser reports it in its console. */
  expect(complaint: RegExp): void {
    this.expected.push(complaint);
  }

  /** The complaints so far that nobody expected; forgotten with this, as are the expectations. */
  takeComplaints(): string[] {
    const unexpected = this.complaints.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
    this.complaints.length = 0;
    this.expected.length = 0;
    return unexpected;
  }

  /** Another browser on this device, with nobody logged in. */
  async open(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      ...deviceOptions,
      locale: 'en-GB',
      timezoneId: 'Europe/Prague',
      colorScheme: 'light',
      permissions: [],
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
    return context;
  }

  /** A browser where somebody has logged in, by hand. */
  async logIn(person: Pick<Person, 'email' | 'password'>, options?: BrowserContextOptions): Promise<Page> {
    const context = await this.open(options);
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Have an account? Log in' }).click();
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
    return page;
  }

  async leave(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** Resolves when the access token with which the page is logged in now has been replaced. */
export async function tokenRenewed(page: Page): Promise<void> {
  const before = await page.evaluate(() => localStorage.getItem('hub.session'));
  const tokenOf = (stored: string | null) => (JSON.parse(stored!) as { access_token: string }).access_token;
  await page.waitForFunction((old) => !localStorage.getItem('hub.session')?.includes(old), tokenOf(before));
}

/** @throws Error when no Chromium is installed */
function chromiumPath(): string {
  const path = process.env['CHROMIUM'] ?? BROWSERS.find(existsSync);
  if (path === undefined)
    throw new Error('No Chromium is installed: `apt install chromium-headless-shell`, or set CHROMIUM.');
  return path;
}

/** Takes a screenshot of the page as it is now, at the widths of the device; not in CI, where nobody looks at it. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env['CI']) return;
  const before = page.viewportSize();
  for (const size of widths) {
    await page.setViewportSize(size);
    await settle(page);
    await page.screenshot({ path: join(SHOTS, `${device}-${name}-${size.width}.png`), animations: 'disabled' });
  }
  if (before) await page.setViewportSize(before);
  await settle(page);
}

/** Resolves when what is measured in one frame has been drawn in the next, and fonts have come. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  });
}

/** Opens the conversation with somebody out of the list; on a phone from within another conversation, too. */
export async function openChat(page: Page, name: string): Promise<void> {
  await toList(page);
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await composer(page, name).waitFor();
}

/** Shows the list of conversations, which an open conversation covers on a phone. */
export async function toList(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Back to conversations' });
  if (await back.isVisible()) await back.click();
  await page.getByRole('navigation').waitFor();
}

/** Opens the page of one's own account. @returns the section with this heading */
export async function openAccount(page: Page, section: string): Promise<Locator> {
  await toList(page);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  const found = page.getByRole('region', { name: section, exact: true });
  await found.waitFor();
  return found;
}

/** Where one writes to somebody. */
export const composer = (page: Page, name: string) => page.getByRole('textbox', { name: `Message to ${name}` });

/** The messages of the open conversation. */
export const log = (page: Page) => page.getByRole('log');

/** Writes a message, and sends it as people do on this device: on a phone Enter breaks the line. */
export async function write(page: Page, name: string, text: string): Promise<void> {
  await composer(page, name).fill(text);
  await send(page);
}

/** Sends what is in the composer. */
export async function send(page: Page): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: 'Send', exact: true }).tap();
  else await page.keyboard.press('Enter');
}

/** Who the open conversation is with, and whether they are there. */
export const header = (page: Page, name: string) => page.getByRole('region', { name }).locator('header');

/** Waits until the title counts this many unread messages; on a phone the list is not in view beside a conversation. */
export async function countsUnread(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (start) => (start === '' ? !document.title.startsWith('(') : document.title.startsWith(start)),
    count === 0 ? '' : `(${count}) `,
  );
}
