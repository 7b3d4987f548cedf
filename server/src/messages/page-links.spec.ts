import { pageLinks } from './page-links.js';

const rows = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => ({ seq: first + i }));

describe('the links of a page of messages', () => {
  it('point to the previous and the next page from a page in the middle of the conversation', () => {
    expect(pageLinks(rows(4, 6), {}, 9)).toEqual({ prev: { before: 4 }, next: { after: 6 } });
  });

  it('do not point before the first or after the last message of the conversation', () => {
    expect(pageLinks(rows(1, 3), {}, 9)).toEqual({ next: { after: 3 } });
    expect(pageLinks(rows(7, 9), {}, 9)).toEqual({ prev: { before: 7 } });
    expect(pageLinks(rows(1, 9), {}, 9)).toEqual({});
  });

  it('point from an empty page beyond an end of the conversation back to the nearest messages', () => {
    expect(pageLinks([], { before: 1 }, 9)).toEqual({ next: { after: 0 } });
    expect(pageLinks([], {}, 9)).toEqual({ prev: { before: 10 } });
  });

  it('include no next page if the page contains a message that is newer than lastSeq', () => {
    expect(pageLinks(rows(9, 10), {}, 9)).toEqual({ prev: { before: 9 } });
  });
});
