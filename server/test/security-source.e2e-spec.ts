import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What is shipped, and runs. */
const SHIPPED = ['command-line/src', 'contract/src', 'sdk/src', 'server/src', 'web/src'];

const sources = SHIPPED.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.tsx?$/.test(name) && !/\.spec\.tsx?$/.test(name))
    .map(({ parentPath, name }) => relative(root, join(parentPath, name))),
);

/** The files whose code, without comments, has something. */
function filesWith(pattern: RegExp, among = sources): string[] {
  return among.filter((path) => pattern.test(read(path).replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''))).toSorted();
}

const web = sources.filter((path) => /^(web|sdk)\//.test(path));

describe('the source', () => {
  it('runs no text as code', () => {
    expect(sources.length).toBeGreaterThan(300);
    // Redis' EVAL has scripts of ours alone, and what clients send as its arguments.
    const scripts = ['server/src/platform/http/request-counts.ts', 'server/src/realtime/node-bus.ts'];
    expect(filesWith(/(?<!client\.)\beval\(|new Function\b|node:vm|set(Timeout|Interval)\(\s*['"`]/)).toEqual([]);
    expect(filesWith(/client\.eval\(/)).toEqual(scripts);
    for (const path of scripts) expect(read(path)).toMatch(/client\.eval\([A-Z_]+, \{/);
    expect(filesWith(/\bdeserialize\(|\bunserialize\(|yaml\.load\(/)).toEqual([]);
  });

  it('starts programs for the embedded database and the supervisor alone, and never a shell', () => {
    const files = filesWith(/child_process/);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toMatch(/^server\/src\/(supervisor|platform\/database\/embedded\/\w+)\.ts$/);
    expect(filesWith(/\bexec(Sync)?\(['"`]|shell: (?!false)|\bexecSync\b/)).toEqual([]);
  });

  it('makes patterns of constants alone', () => {
    expect(filesWith(/new RegExp\(/)).toEqual([
      'contract/src/name-search.ts',
      'contract/src/name.ts',
      'server/src/auth/refresh-cookies.ts',
      'server/src/insights/extractive/patterns.ts',
      'server/src/insights/extractive/simplify.ts',
      'server/src/insights/openai/thoughts.ts',
      'server/src/sessions/refresh-token.ts',
    ]);
  });

  it('asks no other servers than that of the model, and that of mails', () => {
    const server = sources.filter((path) => path.startsWith('server/'));
    expect(
      filesWith(/\bfetch\(|\bhttps?\.(get|request)\(|from 'node:https'|from '(undici|axios|got)'/, server),
    ).toEqual(['server/src/insights/openai/model-client.ts']);
    expect(filesWith(/'(nodemailer|node:dgram)'/, server)).toEqual(['server/src/platform/mail/mailer.ts']);
  });

  it('of the page makes no HTML of text', () => {
    const makesHtml =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc/i;
    expect(filesWith(makesHtml, web)).toEqual([]);
  });

  it('of the page finds nothing by names that a message could have, and leads nowhere by itself', () => {
    expect(
      filesWith(/document\.(getElementById|forms|all|anchors|images)\b|(document|globalThis|self)\[/, web),
    ).toEqual([]);
    expect(filesWith(/location\.(href\s*=|assign|replace)|window\.open|document\.domain/, web)).toEqual([]);
  });

  it('of the page hears no other page: tabs of one origin tell each other that something changed, and not what', () => {
    expect(filesWith(/postMessage\(|(onmessage|addEventListener\('message)\b/, web)).toEqual([
      'sdk/src/indexed-db-store.ts',
    ]);
    expect(read('sdk/src/indexed-db-store.ts').match(/postMessage\([^)]*\)/g)).toEqual(
      expect.arrayContaining(['postMessage(null)']),
    );
    expect(read('sdk/src/indexed-db-store.ts')).not.toMatch(/postMessage\((?!null\))/);
  });

  it('of the page masks every password, and lets it be pasted and filled in', () => {
    const fields = filesWith(/autoComplete=\{[^}]*'(new|current)-password'/, web);
    expect(fields).toHaveLength(1);
    for (const path of fields) {
      expect(read(path)).toContain('[shown, setShown] = useState(false)');
      expect(read(path)).toContain("type={shown ? 'text' : 'password'}");
      expect(read(path)).not.toMatch(/onPaste|onCopy|onContextMenu/);
    }
    for (const path of filesWith(/<(input|TextField)\b[^>]*(name|id)=["'{]+\w*password\b/i, web))
      expect(fields).toContain(path);
    // It says that files cannot be sent, and prevents nothing.
    expect(filesWith(/addEventListener\(\s*'paste'/, web)).toEqual(['web/src/composer/UnsupportedFilesNote.tsx']);
    expect(/onPaste = (.*?\n {4}\};)/s.exec(read('web/src/composer/UnsupportedFilesNote.tsx'))![1]).not.toContain(
      'preventDefault',
    );
  });

  it('of the page loads nothing from elsewhere', () => {
    const addresses = [...read('web/index.html').matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) expect(address).toMatch(/^\/(?!\/)/);
    expect(filesWith(/(src|href)=["'{`]+(https?:)?\/\//, web)).toEqual([]);
  });

  it('depends on nothing that parses XML or speaks LDAP, GraphQL, memcached, LaTeX or templates, and sends mails by one library', () => {
    const packages = ['command-line', 'contract', 'sdk', 'server', 'web'].flatMap((folder) => {
      const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as { dependencies?: object };
      return Object.keys(dependencies);
    });
    expect(packages).toContain('socket.io');
    const other =
      /xml|xpath|xslt|ldap|graphql|apollo|mail|smtp|imap|memcache|latex|katex|mathjax|csv|xlsx|handlebars|mustache|\bejs|pug|nunjucks|lodash\.template|serialize/;
    expect(packages.filter((name) => other.test(name))).toEqual(['nodemailer']);
  });

  it('of the image runs as an ordinary user, without the history and without a file of secrets', () => {
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
