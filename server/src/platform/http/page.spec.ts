import { linkHeader } from './page.js';

describe('the Link header', () => {
  it('keeps the query of the request, but replaces the parameter that selects the page', () => {
    const links = { prev: { before: 51 }, next: { after: 60 } };

    expect(linkHeader('/api/messages/x?limit=10&around=55', { links })).toBe(
      '</api/messages/x?limit=10&before=51>; rel="prev", </api/messages/x?limit=10&after=60>; rel="next"',
    );
  });

  it('replaces a parameter that has the same name as the new one', () => {
    expect(linkHeader('/api/messages/x?before=9', { links: { prev: { before: 3 } } })).toBe(
      '</api/messages/x?before=3>; rel="prev"',
    );
  });

  it('contains no host, even if the request line does', () => {
    const header = linkHeader('//evil.example/x?q=%3E%22', { links: { next: { before: 'a b' } } });

    expect(header).toBe('</x?q=%3E%22&before=a+b>; rel="next"');
  });

  it('is empty without neighbouring pages', () => {
    expect(linkHeader('/api/messages/x', { links: {} })).toBe('');
  });
});
