import { violations } from '../support/axe.js';
import { log, openChat, shoot } from '../support/browser.js';
import { tall } from '../support/device.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

/** What would run, load or look like something else if it were ever taken for HTML or for an address. */
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

it('shows what people write as text, whatever it is', async () => {
  const name = '<img src=x onerror="window.pwned=1"> Ben';
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, name)]);
  await say(ben, ana, HOSTILE);
  const anas = await on.visitors.logIn(ana, tall);
  const asked: string[] = [];
  anas.on('request', (request) => asked.push(new URL(request.url()).host));

  await openChat(anas, name);
  await log(anas).getByText('javascript:window.pwned=1', { exact: true }).waitFor();
  for (const text of ['window.pwned = 1', 'onmouseover=window.pwned=1', '<style>body { display: none }</style>'])
    await log(anas).getByText(text).first().waitFor();
  expect(await log(anas).locator('script, img, svg:not([role=img]), iframe, style, form, b, math').count()).toBe(0);
  const links = await log(anas).getByRole('link').all();
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/evil\.example(?:\/|$)/);
    expect(await link.getAttribute('rel')).toContain('noreferrer');
  }
  await anas.getByRole('heading', { name }).waitFor();
  await shoot(anas, 'hostile');
  expect(await anas.evaluate(() => 'pwned' in window)).toBe(false);
  expect(new Set(asked)).toEqual(new Set([new URL(on.server.url).host]));
});

it('runs no script that stands in the page', async () => {
  const answer = await fetch(on.server.url, { headers: { accept: 'text/html' } });
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).not.toContain('unsafe');

  const page = await (await on.visitors.open()).newPage();
  await page.goto('/');
  on.visitors.expect(/Content Security Policy/);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.pwned = 1';
    document.body.append(script);
  });
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  // That the console is listened to.
  expect(on.visitors.complaints.join('\n')).toMatch(/Content Security Policy/);
});

it('says without JavaScript that it needs it', async () => {
  const page = await (await on.visitors.open({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  const words = page.locator('noscript > p');
  await words.waitFor();
  expect(await words.innerText()).toBe('Smart Communication Hub needs JavaScript.');
  // Below an empty page that cannot be scrolled nobody would see it.
  const { y, height } = (await words.boundingBox())!;
  expect(y + height).toBeLessThan(page.viewportSize()!.height);
  await page.screenshot({ path: 'e2e/screenshots/without-javascript.png' });
});

it('has room for names, words and messages of any length and direction', async () => {
  const name = `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(2)} the Third of Somewhere`;
  const [ana, ben, noor] = await Promise.all([
    register(on.server, 'Ana'),
    register(on.server, name),
    register(on.server, 'نور الدين بن عبد الرحمن الحسيني الدمشقي المقيم في باريس'),
  ]);
  await say(noor, ana, [
    'مرحبا، هذه رسالة طويلة جدا لا تتسع لها القائمة في سطر واحد أبدا',
    'See https://example.com/ هنا',
  ]);
  await say(ben, ana, [
    `https://example.com/${'a-path-without-an-end/'.repeat(12)}`,
    'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(6),
    `\`\`\`\nconst line = '${'very long '.repeat(30)}';\n\`\`\``,
    `| a | b | c |\n|---|---|---|\n| ${'cell '.repeat(20)} | ${'x'.repeat(80)} | 3 |`,
    'مرحبا! **كيف** حالك؟ `code` وشكرا',
    'Again and again. '.repeat(470).trim(),
    'The last one',
  ]);
  const page = await on.visitors.logIn(ana);
  await openChat(page, name);
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText('The last one', { exact: true }).waitFor();
  await shoot(page, 'room');
  await log(page).hover();
  await page.mouse.wheel(0, -100_000);
  await log(page)
    .getByRole('link', { name: /a-path-without-an-end/ })
    .waitFor();
  await shoot(page, 'room-top');
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.waitForFunction(() => document.documentElement.scrollWidth <= 320);
  expect(await log(page).evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth)).toBe(0);
});
