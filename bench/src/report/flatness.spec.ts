import { ofFlatLimit, thirdsOf, type Thirds } from './flatness.js';

const slack = 10;
const isFlat = (thirds: Thirds) => ofFlatLimit(thirds, slack) <= 1;

it('gives the medians of the first, the middle and the last third of the samples', () => {
  expect(thirdsOf([1, 2, 90, 4, 5, 6, 70, 8, 9])).toEqual({ first: 2, middle: 5, last: 9 });
});

it('gives every sample to exactly one third when their number is not a multiple of three', () => {
  expect(thirdsOf([1, 3, 3, 5, 5])).toEqual({ first: 1, middle: 3, last: 5 });
});

it('takes a last third for flat that is 5 % and the slack above the middle one', () => {
  expect(isFlat({ first: 0, middle: 100, last: 115 })).toBe(true);
});

it('does not take a last third for flat that is more than 5 % and the slack above the middle one', () => {
  expect(isFlat({ first: 0, middle: 100, last: 115.1 })).toBe(false);
});

it('ignores how much came in the first third, when caches fill', () => {
  expect(isFlat({ first: 1, middle: 1000, last: 1000 })).toBe(true);
});

it('takes a fall for flat', () => {
  expect(isFlat({ first: 100, middle: 100, last: 1 })).toBe(true);
});

it('does not take for flat what was never sampled', () => {
  expect(isFlat(thirdsOf([]))).toBe(false);
});
