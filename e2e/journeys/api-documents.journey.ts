import { takeScreenshots } from '../support/browser.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('a route can be opened and tried out in the API documents', async () => {
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/api/docs');
  await page.getByRole('button', { name: 'get /api/health', exact: true }).click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();

  await page.getByText('Server response').waitFor();
  await page.locator('.live-responses-table').getByText('"database"').first().waitFor();
  await takeScreenshots(page, 'api-documents');
});
