import { accessibilityViolations } from '../support/axe.js';
import { log, openChat, takeScreenshots } from '../support/browser.js';
import { tallViewport } from '../support/device.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** Messages that would run, load or disguise something if they were interpreted as HTML or as an address. */
const HOSTILE = [
  '<script>window.pwned = 1</script>',
  '<img src=x onerror="window.pwned = 1">',
  '<svg onload="window.pwned = 1"></svg>',
  '<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
  '"><b onmouseover=window.pwned=1>bold</b>',
  '<a href="javascript:window.pwned=1">link</a>',
  '[click](javascript:window.pwned=1)',
  '[click](data:text/html,<script>window.pwned=1</script>)',
  '[click]( JaVaScRiPt:window.pwned=1)',
  '![seen](https://evil.example/seen.png)',
  '<https://evil.example/"onclick="window.pwned=1>',
  '`<img src=x onerror=window.pwned=1>`',
  '```html\n<script>window.pwned = 1</script>\n```',
  '&lt;script&gt;window.pwned=1&lt;/script&gt;',
  '<style>body { display: none }</style>',
  '<form action="https://evil.example"><input name=password></form>',
  '{{constructor.constructor("window.pwned=1")()}}',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=window.pwned=1></style></mglyph></math>',
  'javascript:window.pwned=1',
  '\u202Eevil\u202C',
];

it('messages and names are shown as text, whatever they contain', async () => {
  const name = '<img src=x onerror="window.pwned=1"> Ben';
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, name)]);
  await sendMessages(ben, ana, HOSTILE);
  const anaPage = await suite.browser.logIn(ana, tallViewport);
  const requestedHosts: string[] = [];
  anaPage.on('request', (request) => requestedHosts.push(new URL(request.url()).host));

  await openChat(anaPage, name);
  await log(anaPage).getByText('javascript:window.pwned=1', { exact: true }).waitFor();
  for (const text of ['window.pwned = 1', 'onmouseover=window.pwned=1', '<style>body { display: none }</style>'])
    await log(anaPage).getByText(text).first().waitFor();
  expect(await log(anaPage).locator('script, img, svg:not([role=img]), iframe, style, form, b, math').count()).toBe(0);
  const links = await log(anaPage).getByRole('link').all();
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/evil\.example(?:\/|$)/);
    expect(await link.getAttribute('rel')).toContain('noreferrer');
  }
  await anaPage.getByRole('heading', { name }).waitFor();
  await takeScreenshots(anaPage, 'hostile');
  expect(await anaPage.evaluate(() => 'pwned' in window)).toBe(false);
  expect(new Set(requestedHosts)).toEqual(new Set([new URL(suite.server.url).host]));
});

it('the Content-Security-Policy blocks inline scripts', async () => {
  const response = await fetch(suite.server.url, { headers: { accept: 'text/html' } });
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).not.toContain('unsafe');

  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/');
  suite.browser.expectError(/Content Security Policy/);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.pwned = 1';
    document.body.append(script);
  });
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  // Violations are recorded as errors of the page, so a violation in any other journey would fail that journey.
  expect(suite.browser.errors.join('\n')).toMatch(/Content Security Policy/);
});

it('a browser without JavaScript shows that the page needs JavaScript', async () => {
  const page = await (await suite.browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  const note = page.locator('noscript > p');
  await note.waitFor();
  expect(await note.innerText()).toBe('Smart Communication Hub needs JavaScript.');
  // The note must be above the empty root element, which fills a page that cannot be scrolled.
  const { y, height } = (await note.boundingBox())!;
  expect(y + height).toBeLessThan(page.viewportSize()!.height);
  await page.screenshot({ path: 'e2e/screenshots/without-javascript.png' });
});

it('names, words and messages of any length and direction fit the page', async () => {
  const name = `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(2)} the Third of Somewhere`;
  const [ana, ben, noor] = await Promise.all([
    register(suite.server, 'Ana'),
    register(suite.server, name),
    register(suite.server, 'نور الدين بن عبد الرحمن الحسيني الدمشقي المقيم في باريس'),
  ]);
  await sendMessages(noor, ana, [
    'مرحبا، هذه رسالة طويلة جدا لا تتسع لها القائمة في سطر واحد أبدا',
    'See https://example.com/ هنا',
  ]);
  await sendMessages(ben, ana, [
    `https://example.com/${'a-path-without-an-end/'.repeat(12)}`,
    'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(6),
    `\`\`\`\nconst line = '${'very long '.repeat(30)}';\n\`\`\``,
    `| a | b | c |\n|---|---|---|\n| ${'cell '.repeat(20)} | ${'x'.repeat(80)} | 3 |`,
    'مرحبا! **كيف** حالك؟ `code` وشكرا',
    'Again and again. '.repeat(470).trim(),
    'The last one',
  ]);
  const page = await suite.browser.logIn(ana);
  await openChat(page, name);
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText('The last one', { exact: true }).waitFor();
  await takeScreenshots(page, 'long-content');
  await log(page).hover();
  await page.mouse.wheel(0, -100_000);
  await log(page)
    .getByRole('link', { name: /a-path-without-an-end/ })
    .waitFor();
  await takeScreenshots(page, 'long-content-top');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.waitForFunction(() => document.documentElement.scrollWidth <= 320);
  expect(await log(page).evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth)).toBe(0);
});
