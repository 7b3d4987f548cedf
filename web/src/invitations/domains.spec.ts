import { domainInUnicode } from './domains.js';

describe('a domain in Unicode', () => {
  it.each([
    'example.org',
    'müller.de',
    'bücher.müller.example',
    'straße.de',
    'пример.рф',
    '例え.テスト',
    'مثال.إختبار',
    'उदाहरण.परीक्षा',
    '한국.kr',
    '🦊.example',
    'äöüß-éèê-12345.fr',
    `${'ü'.repeat(40)}.de`,
  ])('is what it was before it was converted: %s', (domain) => {
    const { hostname } = new URL(`http://${domain}`);
    expect(hostname).toMatch(/^[a-z0-9.-]+$/);
    expect(domainInUnicode(hostname)).toBe(domain);
  });

  it.each(['xn--', 'xn--a', 'xn--99999999', 'xn--ü.de', 'xn--example-.org', 'xn---.de', 'not a domain', ''])(
    'stays as it is where it was converted from none: %s',
    (domain) => {
      expect(domainInUnicode(domain)).toBe(domain);
    },
  );
});
