import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The folders of the code that is shipped and runs. */
const SHIPPED = ['command-line/src', 'contract/src', 'sdk/src', 'server/src', 'web/src'];

const sources = SHIPPED.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.tsx?$/.test(name) && !/\.spec\.tsx?$/.test(name))
    .map(({ parentPath, name }) => relative(root, join(parentPath, name))),
);

/** Returns the files whose code, without comments, matches a pattern. */
function filesMatching(pattern: RegExp, among = sources): string[] {
  return among.filter((path) => pattern.test(read(path).replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''))).toSorted();
}

const web = sources.filter((path) => /^(web|sdk)\//.test(path));

describe('the source code', () => {
  it('evaluates no text as code', () => {
    expect(sources.length).toBeGreaterThan(300);
    // Redis' EVAL runs only constant scripts; client input is passed as their arguments.
    const scripts = ['server/src/platform/http/request-counts.ts', 'server/src/realtime/node-bus.ts'];
    expect(filesMatching(/(?<!client\.)\beval\(|new Function\b|node:vm|set(Timeout|Interval)\(\s*['"`]/)).toEqual([]);
    expect(filesMatching(/client\.eval\(/)).toEqual(scripts);
    for (const path of scripts) expect(read(path)).toMatch(/client\.eval\([A-Z_]+, \{/);
    expect(filesMatching(/\bdeserialize\(|\bunserialize\(|yaml\.load\(/)).toEqual([]);
  });

  it('starts programs only for the embedded database and in the supervisor, and never starts a shell', () => {
    const files = filesMatching(/child_process/);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toMatch(/^server\/src\/(supervisor|platform\/database\/embedded\/\w+)\.ts$/);
    expect(filesMatching(/\bexec(Sync)?\(['"`]|shell: (?!false)|\bexecSync\b/)).toEqual([]);
  });

  it('builds regular expressions only from constants', () => {
    expect(filesMatching(/new RegExp\(/)).toEqual([
      'contract/src/name-search.ts',
      'contract/src/name.ts',
      'server/src/auth/refresh-cookies.ts',
      'server/src/insights/extractive/patterns.ts',
      'server/src/insights/extractive/simplify.ts',
      'server/src/insights/openai/reasoning.ts',
      'server/src/sessions/refresh-token.ts',
    ]);
  });

  it('sends requests only to the model provider and the mail server', () => {
    const server = sources.filter((path) => path.startsWith('server/'));
    expect(
      filesMatching(/\bfetch\(|\bhttps?\.(get|request)\(|from 'node:https'|from '(undici|axios|got)'/, server),
    ).toEqual(['server/src/insights/openai/model-client.ts']);
    expect(filesMatching(/'(nodemailer|node:dgram)'/, server)).toEqual(['server/src/platform/mail/mailer.ts']);
  });

  it('of the page does not turn text into HTML', () => {
    const makesHtml =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc/i;
    expect(filesMatching(makesHtml, web)).toEqual([]);
  });

  it('of the page looks up no object by a name that a message could contain, and does not navigate by itself', () => {
    expect(
      filesMatching(/document\.(getElementById|forms|all|anchors|images)\b|(document|globalThis|self)\[/, web),
    ).toEqual([]);
    expect(filesMatching(/location\.(href\s*=|assign|replace)|window\.open|document\.domain/, web)).toEqual([]);
  });

  it('of the page receives no messages of other pages, and the tabs of the page only notify each other that something has changed', () => {
    expect(filesMatching(/postMessage\(|(onmessage|addEventListener\('message)\b/, web)).toEqual([
      'sdk/src/indexed-db-store.ts',
    ]);
    expect(read('sdk/src/indexed-db-store.ts').match(/postMessage\([^)]*\)/g)).toEqual(
      expect.arrayContaining(['postMessage(null)']),
    );
    expect(read('sdk/src/indexed-db-store.ts')).not.toMatch(/postMessage\((?!null\))/);
  });

  it('of the page masks every password field, and allows pasting and autofill', () => {
    const fields = filesMatching(/autoComplete=\{[^}]*'(new|current)-password'/, web);
    expect(fields).toHaveLength(1);
    for (const path of fields) {
      expect(read(path)).toContain('[shown, setShown] = useState(false)');
      expect(read(path)).toContain("type={shown ? 'text' : 'password'}");
      expect(read(path)).not.toMatch(/onPaste|onCopy|onContextMenu/);
    }
    for (const path of filesMatching(/<(input|TextField)\b[^>]*(name|id)=["'{]+\w*password\b/i, web))
      expect(fields).toContain(path);
    // Pasting a file shows a note that files cannot be sent; the paste itself is not prevented.
    expect(filesMatching(/addEventListener\(\s*'paste'/, web)).toEqual(['web/src/composer/UnsupportedFilesNote.tsx']);
    expect(/onPaste = (.*?\n {4}\};)/s.exec(read('web/src/composer/UnsupportedFilesNote.tsx'))![1]).not.toContain(
      'preventDefault',
    );
  });

  it('of the page loads nothing from other hosts', () => {
    const addresses = [...read('web/index.html').matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) expect(address).toMatch(/^\/(?!\/)/);
    expect(filesMatching(/(src|href)=["'{`]+(https?:)?\/\//, web)).toEqual([]);
  });

  it('depends on no package for XML, LDAP, GraphQL, memcached, LaTeX or templates, and on one package for mail', () => {
    const packages = ['command-line', 'contract', 'sdk', 'server', 'web'].flatMap((folder) => {
      const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as { dependencies?: object };
      return Object.keys(dependencies);
    });
    expect(packages).toContain('socket.io');
    const excluded =
      /xml|xpath|xslt|ldap|graphql|apollo|mail|smtp|imap|memcache|latex|katex|mathjax|csv|xlsx|handlebars|mustache|\bejs|pug|nunjucks|lodash\.template|serialize/;
    expect(packages.filter((name) => excluded.test(name))).toEqual(['nodemailer']);
  });

  it('of the container image makes the server run as an unprivileged user, without the Git history and files with secrets', () => {
    const stages = read('Dockerfile').split(/^FROM /m);
    const production = stages.at(-1)!;
    expect(production).toMatch(/^base AS production\n/);
    expect(production).toMatch(/^USER node$/m);
    expect(production).toMatch(/^ENV NODE_ENV=production$/m);
    expect(production).not.toMatch(/COPY \. /);
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '**/.env', '**/.env.*', '**/.data']));
  });
});
