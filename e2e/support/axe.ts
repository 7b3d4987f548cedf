import axe from 'axe-core';
import type { Page } from 'playwright-core';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Returns the current violations of WCAG 2.2 A and AA and of axe's best practices in the page: rule, element and
 * explanation.
 */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // Waits for animations: text that fades in has too little contrast until the end.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  // Evaluated, because the Content-Security-Policy forbids to add a script. Once per page: loading axe takes longer
  // than running it.
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
