import { shoot } from '../support/browser.js';
import { stage } from '../support/stage.js';

const on = stage();

it('opens a route in the API documents and tries it out', async () => {
  const page = await (await on.visitors.open()).newPage();
  await page.goto('/api/docs');
  await page.getByRole('button', { name: 'get /api/health', exact: true }).click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();

  await page.getByText('Server response').waitFor();
  await page.locator('.live-responses-table').getByText('"database"').first().waitFor();
  await shoot(page, 'api-documents');
});
