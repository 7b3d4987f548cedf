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
  // Swagger UI opens links of its introduction in a new tab.
  const opening = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Socket.IO reference' }).click();
  const reference = await opening;
  await reference.getByRole('heading', { name: 'Socket.IO reference' }).waitFor();
  await reference.getByRole('link', { name: 'send_message' }).first().click();
  await reference.getByRole('heading', { name: 'send_message' }).waitFor();
  expect(new URL(reference.url()).hash).toBe('#send_message');
  expect(await accessibilityViolations(reference)).toEqual([]);
  await takeScreenshots(reference, 'socket-events');

  await reference.getByRole('link', { name: 'conversation.closed' }).first().click();
  await reference.getByRole('heading', { name: 'conversation.closed' }).waitFor();
  expect(new URL(reference.url()).pathname).toBe('/api/docs/problems');
  expect(await accessibilityViolations(reference)).toEqual([]);
  await takeScreenshots(reference, 'problem-codes');
});
