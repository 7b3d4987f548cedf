import { distinctionsIn } from './namesakes.js';

const ana = { id: 'a', name: 'Ana', handle: 'ana.smith', joinedAt: '2025-03-03' };
const otherAna = { id: 'b', name: 'ana', joinedAt: '2024-12-31' };
const ben = { id: 'c', name: 'Ben', handle: 'ben', joinedAt: '2025-03-03' };
const carl = { id: 'd', name: 'Carl', joinedAt: '2025-03-03' };
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date('2024-12-31'));

it('tells namesakes apart by handle, or by the day on which they joined, and nobody else', () => {
  const people = [ana, otherAna, ben, carl];
  expect(Object.fromEntries(distinctionsIn(people, 'of namesakes'))).toEqual({ a: '@ana.smith', b: `joined ${day}` });
  expect(distinctionsIn([ana, ben, carl], 'of namesakes').size).toBe(0);
});

it('shows every handle where all are asked for, and no day of somebody whose name nobody else has', () => {
  expect(Object.fromEntries(distinctionsIn([ana, ben, carl], 'all'))).toEqual({ a: '@ana.smith', c: '@ben' });
});

it('takes one person who is listed twice for no namesake of their own', () => {
  expect(distinctionsIn([otherAna, { ...otherAna }], 'all').size).toBe(0);
});

it('says nothing of deleted accounts, which all have one name', () => {
  const gone = (id: string) => ({ id, name: 'Deleted account' });
  expect(distinctionsIn([gone('e'), gone('f')], 'all').size).toBe(0);
});
