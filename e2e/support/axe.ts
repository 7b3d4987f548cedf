import axe from 'axe-core';
import type { Page } from 'playwright-core';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What in the page, as it is now, breaks WCAG 2.2 A or AA or a best practice of axe: the rule, and where. */
export async function violations(page: Page): Promise<string[]> {
  // A word that fades in has too little contrast for a moment.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  // Not as a script of the page, whose policy forbids it; once per page, since loading axe takes longer than running it.
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (levels) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: levels, resultTypes: ['violations'] }),
    LEVELS,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
  );
}
