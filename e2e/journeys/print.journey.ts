import { log, openChat, takeScreenshots } from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const MESSAGES = 60;

it('every loaded message is printed once, one below the other, without buttons and text fields', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const contents = Array.from(
    { length: MESSAGES },
    (_, index) => `Line ${index + 1} ${'of many words '.repeat(index % 9)}`,
  );
  await sendMessages(ben, ana, contents);
  const page = await suite.browser.logIn(ana);
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
  // The page is as long as its content, and has no buttons and text fields.
  const length = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(length).toBeGreaterThanOrEqual(boxes.at(-1)!.bottom);
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.getByRole('textbox').count()).toBe(0);
  expect(await page.getByRole('navigation').count()).toBe(0);
  await takeScreenshots(page, 'print');

  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  // After printing, the history renders only the rows in view again, and is at its end.
  await page.waitForFunction(
    ([all]) => {
      const { scrollHeight, scrollTop, clientHeight } = document.querySelector('[role=log]')!;
      return document.querySelectorAll('article').length < all && scrollHeight - scrollTop - clientHeight < 2;
    },
    [MESSAGES] as const,
  );
});

it('the browser prints the whole conversation', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(
    ben,
    ana,
    Array.from({ length: MESSAGES }, (_, index) => `Printed ${index + 1}`),
  );
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByRole('article').first().waitFor();
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      document.body.dataset['printed'] = String(document.querySelectorAll('article').length);
    });
  });
  const pdf = await page.pdf({ format: 'A6' });
  // An A6 page has room for about eight messages.
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;
  expect(pages).toBeGreaterThan(3);
  expect(await page.locator('body').getAttribute('data-printed')).toBe(String(MESSAGES));
});
