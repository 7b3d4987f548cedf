import { ratioToFlatLimit, thirdsOf, type Thirds } from './flatness.js';

const slack = 10;
const isFlat = (thirds: Thirds) => ratioToFlatLimit(thirds, slack) <= 1;

it('thirdsOf returns the medians of the first, the middle and the last third of the samples', () => {
  expect(thirdsOf([1, 2, 90, 4, 5, 6, 70, 8, 9])).toEqual({ first: 2, middle: 5, last: 9 });
});

it('every sample belongs to exactly one third if their number is not a multiple of three', () => {
  expect(thirdsOf([1, 3, 3, 5, 5])).toEqual({ first: 1, middle: 3, last: 5 });
});

it('a last third that exceeds the middle third by 5 % and the slack is flat', () => {
  expect(isFlat({ first: 0, middle: 100, last: 115 })).toBe(true);
});

it('a last third that exceeds the middle third by more than 5 % and the slack is not flat', () => {
  expect(isFlat({ first: 0, middle: 100, last: 115.1 })).toBe(false);
});

it('growth during the first third, while caches fill, is ignored', () => {
  expect(isFlat({ first: 1, middle: 1000, last: 1000 })).toBe(true);
});

it('a decrease is flat', () => {
  expect(isFlat({ first: 100, middle: 100, last: 1 })).toBe(true);
});

it('a series without samples is not flat', () => {
  expect(isFlat(thirdsOf([]))).toBe(false);
});
