import { log, openChat, shoot } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const MESSAGES = 60;

it('prints every loaded message once, below each other and without the controls', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const contents = Array.from(
    { length: MESSAGES },
    (_, index) => `Line ${index + 1} ${'of many words '.repeat(index % 9)}`,
  );
  await say(ben, ana, contents);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByRole('article').first().waitFor();
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText(`Line ${MESSAGES} `).waitFor();

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const printed = log(page).getByRole('article');
  expect(await printed.count()).toBe(MESSAGES);
  const boxes = await printed.evaluateAll((all) =>
    all.map((bubble) => bubble.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
  );
  boxes.slice(1).forEach(({ top }, index) => expect(top).toBeGreaterThanOrEqual(boxes[index]!.bottom));
  // The page is as long as what is on it, and has nothing to press or to write in.
  const length = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(length).toBeGreaterThanOrEqual(boxes.at(-1)!.bottom);
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.getByRole('textbox').count()).toBe(0);
  expect(await page.getByRole('navigation').count()).toBe(0);
  await shoot(page, 'print');

  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  // It is at its end again.
  await page.waitForFunction(
    ([all]) => {
      const { scrollHeight, scrollTop, clientHeight } = document.querySelector('[role=log]')!;
      return document.querySelectorAll('article').length < all && scrollHeight - scrollTop - clientHeight < 2;
    },
    [MESSAGES] as const,
  );
});

it('prints the whole conversation when the browser prints', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(
    ben,
    ana,
    Array.from({ length: MESSAGES }, (_, index) => `Printed ${index + 1}`),
  );
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByRole('article').first().waitFor();
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      document.body.dataset['printed'] = String(document.querySelectorAll('article').length);
    });
  });
  const pdf = await page.pdf({ format: 'A6' });
  // One small page holds about eight of them.
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;
  expect(pages).toBeGreaterThan(3);
  expect(await page.locator('body').getAttribute('data-printed')).toBe(String(MESSAGES));
});
