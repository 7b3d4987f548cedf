import { linksOf } from './page-links.js';

const rows = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => ({ seq: first + i }));

describe('the links of a page of messages', () => {
  it('lead to both sides from the middle', () => {
    expect(linksOf(rows(4, 6), {}, 9)).toEqual({ prev: { before: 4 }, next: { after: 6 } });
  });

  it('lead nowhere beyond the ends', () => {
    expect(linksOf(rows(1, 3), {}, 9)).toEqual({ next: { after: 3 } });
    expect(linksOf(rows(7, 9), {}, 9)).toEqual({ prev: { before: 7 } });
    expect(linksOf(rows(1, 9), {}, 9)).toEqual({});
  });

  it('lead back from an empty page', () => {
    expect(linksOf([], { before: 1 }, 9)).toEqual({ next: { after: 0 } });
    expect(linksOf([], {}, 9)).toEqual({ prev: { before: 10 } });
  });

  it('lead to nothing newer when a message came while the page was read', () => {
    expect(linksOf(rows(9, 10), {}, 9)).toEqual({ prev: { before: 9 } });
  });
});
