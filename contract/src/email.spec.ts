import { Email } from './users.js';

const faultOf = (email: string) => Email.safeParse(email).error?.issues.map(({ message }) => message);

describe('an e-mail address', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['  Ana.Case+x@Example.COM ', 'ana.case+x@example.com'],
    ["o'hara_-@a-b.example.museum", "o'hara_-@a-b.example.museum"],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
    ['用户@例子。广告', '用户@xn--fsqu00a.xn--4rr70v'],
    ['jörg@müller.de', 'jörg@xn--mller-kva.de'],
    ['JO\u0308RG@MU\u0308LLER.DE', 'jörg@xn--mller-kva.de'],
    ['jörg@XN--mller-kva.de', 'jörg@xn--mller-kva.de'],
    ['अनिल@उदाहरण.भारत', 'अनिल@xn--p1b6ci4b4b3a.xn--h2brj9c'],
    ['ana@straße.de', 'ana@xn--strae-oqa.de'],
    ['ana@نامه\u200cای.com', 'ana@xn--mgba3gch31f060k.com'],
    ['\u212a@example.com', 'k@example.com'],
    ['ΝΊΚΟΣ.Σ@example.com', 'νίκος.ς@example.com'],
    ['νίκοσ.σΣΣ@example.com', 'νίκος.σσς@example.com'],
    [`${'x'.repeat(64)}@example.com`, `${'x'.repeat(64)}@example.com`],
    [`${'é'.repeat(32)}@example.com`, `${'é'.repeat(32)}@example.com`],
  ])('%j is stored as %j', (typed, stored) => {
    expect(Email.parse(typed)).toBe(stored);
    expect(Email.parse(stored)).toBe(stored);
  });

  it.each([
    '',
    'ana',
    'ana@',
    '@example.com',
    'a b@example.com',
    'a@b@example.com',
    'a@b@müller.de',
    '.ana@example.com',
    'ana.@example.com',
    'a..b@example.com',
    'ana@example',
    'ana@müller',
    'ana@müller..de',
    'ana@-müller.de',
    'ana@müller-.de',
    'ana@b-.com',
    'ana@127.0.0.1',
    'ana@[127.0.0.1]',
    'ana@0x7f.1',
    'ana@１２７.0.0.1',
    'ana@müller.de:80',
    'ana@müller.de/path',
    'ana@m%C3%BCller.de',
    'ana@user@müller.de',
    'ana@mü_ller.de',
    'ana@a\u200db.de',
    'ana@ex\u00admüller.de',
    `ana@${'ü'.repeat(64)}.de`,
    `ana@${'x'.repeat(64)}.de`,
    'an\u200ba@example.com',
    'an\u3164a@example.com',
    '\u0301a@example.com',
    'a\0@example.com',
    'a\ud800@example.com',
    'ana@exam\ud800ple.com',
    '"ana"@example.com',
  ])('%j is invalid', (email) => {
    expect(faultOf(email)).toEqual(['must be an e-mail address']);
  });

  it('has at most 64 bytes before the @ and 254 bytes in total, both counted in the stored form', () => {
    const domain = (length: number) =>
      'x'
        .repeat(length - 3)
        .replaceAll(/.{60}/g, '$&.')
        .replace(/\.?$/, '.de');
    expect(faultOf(`${'x'.repeat(65)}@example.com`)).toEqual(['must have at most 64 bytes before the @']);
    expect(faultOf(`${'é'.repeat(33)}@example.com`)).toEqual(['must have at most 64 bytes before the @']);
    expect(faultOf(`x@${domain(300)}`)).toEqual(['must be at most 254 bytes long']);
    expect(
      faultOf(`x@${'ü'.repeat(40)}.${'ä'.repeat(40)}.${'ö'.repeat(40)}.${'ü'.repeat(40)}.${'ü'.repeat(40)}.de`),
    ).toBe(undefined);
    expect(faultOf(`x@${`${'ü'.repeat(40)}.`.repeat(6)}de`)).toEqual(['must be at most 254 bytes long']);
    expect(faultOf(`${'x\u0316\u0301'.repeat(50_000)}@example.com`)).toEqual(['must be at most 254 bytes long']);
  });
});
