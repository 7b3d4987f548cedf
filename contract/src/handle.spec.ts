import { cleanHandle, faultOfHandle, isHandlePrefix } from './handle.js';

const LETTERS = 'must consist of the letters a to z, digits, and . _ -';
const LENGTH = 'must be 2 to 32 characters long';
const RESERVED = 'is reserved: choose another one';

describe('a handle', () => {
  test.each([
    ['ana', 'ana'],
    ['  Ana.Maria ', 'ana.maria'],
    ['@Ana', 'ana'],
    ['@@ana', '@ana'],
    ['', ''],
  ])('%j is stored as %j', (typed, stored) => {
    expect(cleanHandle(typed)).toBe(stored);
  });

  test.each(['ab', 'ana', 'a1', 'ana.maria', 'ana_maria', 'ana-maria', 'a--b', 'hubert', 'systems', 'a'.repeat(32)])(
    '%j is valid',
    (handle) => {
      expect(faultOfHandle(handle)).toBeUndefined();
    },
  );

  test.each([
    ['', LENGTH],
    ['a', LENGTH],
    ['a'.repeat(33), LENGTH],
    ['1ana', 'must begin with a letter'],
    ['.ana', 'must begin with a letter'],
    ['_ana', 'must begin with a letter'],
    ['ana.', 'must end with a letter or a digit'],
    ['ana-', 'must end with a letter or a digit'],
    ['ana maria', LETTERS],
    ['ana@home', LETTERS],
    ['josé', LETTERS],
    ['аna', LETTERS],
    ['ana\u200D', LETTERS],
    ['ana\0', LETTERS],
    ['Ana', LETTERS],
    ['system', RESERVED],
    ['admin', RESERVED],
    ['all', RESERVED],
    ['here', RESERVED],
    ['everyone', RESERVED],
    ['channel', RESERVED],
    ['hub', RESERVED],
    ['support', RESERVED],
    ['smart-communication-hub', RESERVED],
    ['sup.port', RESERVED],
  ])('%j is invalid', (handle, fault) => {
    expect(faultOfHandle(handle)).toBe(fault);
  });

  test.each(['an', 'ana.', 'a-', 'a'.repeat(32)])('%j is a valid beginning', (text) => {
    expect(isHandlePrefix(text)).toBe(true);
  });

  test.each(['', 'a', '1a', '@a', 'a b', 'a%', 'ö1', 'a'.repeat(33)])('%j is an invalid beginning', (text) => {
    expect(isHandlePrefix(text)).toBe(false);
  });
});
