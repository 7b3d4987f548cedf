import { distinctionsIn } from './namesakes.js';

const ana = { id: 'a', name: 'Ana', handle: 'ana.smith', joinedAt: '2025-03-03' };
const otherAna = { id: 'b', name: 'ana', joinedAt: '2024-12-31' };
const ben = { id: 'c', name: 'Ben', handle: 'ben', joinedAt: '2025-03-03' };
const carl = { id: 'd', name: 'Carl', joinedAt: '2025-03-03' };
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date('2024-12-31'));

it('people with the same name are distinguished by handle or else by joining day, and other people are not', () => {
  const people = [ana, otherAna, ben, carl];
  expect(Object.fromEntries(distinctionsIn(people, 'of namesakes'))).toEqual({ a: '@ana.smith', b: `joined ${day}` });
  expect(distinctionsIn([ana, ben, carl], 'of namesakes').size).toBe(0);
});

it('if all handles are requested, people with a unique name get their handle, but no joining day', () => {
  expect(Object.fromEntries(distinctionsIn([ana, ben, carl], 'all'))).toEqual({ a: '@ana.smith', c: '@ben' });
});

it('a person who is in the list twice is not distinguished', () => {
  expect(distinctionsIn([otherAna, { ...otherAna }], 'all').size).toBe(0);
});

it('deleted accounts, which all have the same name, are not distinguished', () => {
  const deleted = (id: string) => ({ id, name: 'Deleted account' });
  expect(distinctionsIn([deleted('e'), deleted('f')], 'all').size).toBe(0);
});
