import { openChat, takeScreenshots } from '../support/browser.js';
import { FakeModel } from '../support/fake-model.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const model = new FakeModel();
beforeAll(() => model.start());
afterAll(() => model.close());

const suite = setUpSuite(() => ({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'minutes-1' }));

it('if the response of the language model is unusable, the built-in summary is shown instead, with the reason', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Lunch at noon?', 'At the harbour.']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'Insights' }).click();
  const panel = page.getByRole('complementary', { name: 'Insights' });

  await panel.getByRole('button', { name: 'Summarise' }).click();
  await model.streamContent("I'm sorry, but I can't help with that.");
  model.finish();

  await panel.getByText('the language model gave no usable summary', { exact: false }).waitFor();
  await panel.getByText('harbour').first().waitFor();
});

it('a summary is shown while the model streams it, and to the other person as soon as it is complete', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Lunch at noon?', 'At the harbour.']);
  const [anaPage, benPage] = [await suite.browser.logIn(ana), await suite.browser.logIn(ben)];
  const panels = [];
  for (const [page, name] of [
    [anaPage, 'Ben'],
    [benPage, 'Ana'],
  ] as const) {
    await openChat(page, name);
    await page.getByRole('button', { name: 'Insights' }).click();
    panels.push(page.getByRole('complementary', { name: 'Insights' }));
  }
  const [anaPanel, benPanel] = panels as [(typeof panels)[0], (typeof panels)[0]];

  await anaPanel.getByRole('button', { name: 'Summarise' }).click();
  await model.streamContent('{"summary": "Ben asks Ana to lunch');
  await anaPanel.getByText('Ben asks Ana to lunch').waitFor();
  await anaPanel.getByRole('button', { name: 'Summarising…' }).waitFor();
  await takeScreenshots(anaPage, 'insight-streaming');
  await model.streamContent(
    ' at the harbour.", "keyPoints": [], "decisions": [], "actionItems": [], "openQuestions": [{"text": "Lunch at noon?", "messages": [1]}]}',
  );
  model.finish();

  await anaPanel.getByText('Ben asks Ana to lunch at the harbour.').waitFor();
  await anaPanel.getByText('Written by a language model (minutes-1).').waitFor();
  await benPanel.getByText('Ben asks Ana to lunch at the harbour.').waitFor();
  await benPanel.getByRole('button', { name: /^Go to message/ }).click();
  await benPage.locator('[data-marked=true]').filter({ hasText: 'Lunch at noon?' }).waitFor();
});
