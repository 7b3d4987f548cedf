import { isCommon } from './common-passwords.js';

describe('a common password', () => {
  it.each([
    'password',
    'Password123!',
    'PASSWORD',
    'Password-2024!?',
    'password          ',
    'Ｐａｓｓｗｏｒｄ１!',
    'P@ssw0rd',
    'Passw0rd!',
    'Qwerty123!',
    'Abc123!',
    '123456789012',
    '123456789012!',
    '1234567890123',
    '1234567890!1',
    '111111111111',
    '0'.repeat(12),
    'passwordpassword',
    '1q2w3e4r5t6y',
  ])('is %j', (password) => {
    expect(isCommon(password)).toBe(true);
  });

  it.each([
    'Aa1!aa',
    'Ab1!....',
    'Love-2024!',
    '849105726395',
    'correct horse battery staple',
    'my password is long',
    '            ',
    '!!!!!!!!!!!!',
    // As the examples and the demo of earlier releases have them.
    'Secret-123',
    'Demo-1234',
  ])('is not %j', (password) => {
    expect(isCommon(password)).toBe(false);
  });
});
