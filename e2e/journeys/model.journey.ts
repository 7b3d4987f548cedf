import { openChat, shoot } from '../support/browser.js';
import { Model } from '../support/model.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const model = new Model();
beforeAll(() => model.start());
afterAll(() => model.close());

const on = stage(() => ({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'minutes-1' }));

it('says that a model was asked in vain', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Lunch at noon?', 'At the harbour.']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'Insights' }).click();
  const panel = page.getByRole('complementary', { name: 'Insights' });

  await panel.getByRole('button', { name: 'Sum it up' }).click();
  await model.say("I'm sorry, but I can't help with that.");
  model.finish();

  await panel.getByText('the language model gave no summary that could be used', { exact: false }).waitFor();
  await panel.getByText('harbour').first().waitFor();
});

it('shows an insight while a model writes it, and to the other as soon as it is there', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Lunch at noon?', 'At the harbour.']);
  const [anas, bens] = [await on.visitors.logIn(ana), await on.visitors.logIn(ben)];
  const panels = [];
  for (const [page, name] of [
    [anas, 'Ben'],
    [bens, 'Ana'],
  ] as const) {
    await openChat(page, name);
    await page.getByRole('button', { name: 'Insights' }).click();
    panels.push(page.getByRole('complementary', { name: 'Insights' }));
  }
  const [mine, theirs] = panels as [(typeof panels)[0], (typeof panels)[0]];

  await mine.getByRole('button', { name: 'Sum it up' }).click();
  await model.say('{"summary": "Ben asks Ana to lunch');
  await mine.getByText('Ben asks Ana to lunch').waitFor();
  await mine.getByRole('button', { name: 'Summing up…' }).waitFor();
  await shoot(anas, 'insight-streaming');
  await model.say(
    ' at the harbour.", "keyPoints": [], "decisions": [], "actionItems": [], "openQuestions": [{"text": "Lunch at noon?", "messages": [1]}]}',
  );
  model.finish();

  await mine.getByText('Ben asks Ana to lunch at the harbour.').waitFor();
  await mine.getByText('Written by a language model (minutes-1).').waitFor();
  await theirs.getByText('Ben asks Ana to lunch at the harbour.').waitFor();
  await theirs.getByRole('button', { name: /go there/ }).click();
  await bens.locator('[data-marked=true]').filter({ hasText: 'Lunch at noon?' }).waitFor();
});
