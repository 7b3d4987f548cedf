import { accessibilityViolations } from '../support/axe.js';
import { takeScreenshots } from '../support/browser.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('a route can be opened in the API documents, and tried out there', async () => {
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/api/docs');
  await page.getByRole('button', { name: 'get /api/health', exact: true }).click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();

  await page.getByText('Server response').waitFor();
  await page.locator('.live-responses-table').getByText('"database"').first().waitFor();
  await takeScreenshots(page, 'api-documents');
});

it('the API documents lead to the Socket.IO reference, and from there to the codes of problems', async () => {
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/api/docs');
  await page.getByRole('link', { name: 'Socket.IO reference' }).click();
  await page.getByRole('heading', { name: 'Socket.IO reference' }).waitFor();
  await page.getByRole('link', { name: 'send_message' }).click();
  await page.getByRole('heading', { name: 'send_message' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#send_message');
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, 'socket-events');

  await page.getByRole('link', { name: 'conversation.closed' }).first().click();
  await page.getByRole('heading', { name: 'conversation.closed' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/api/docs/problems');
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, 'problem-codes');
});
