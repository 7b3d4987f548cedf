import { isCommonPassword } from './common-passwords.js';

describe('the check for common passwords', () => {
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
  ])('recognises %j', (password) => {
    expect(isCommonPassword(password)).toBe(true);
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
    // Passwords of the examples and of the demo of earlier releases.
    'Secret-123',
    'Demo-1234',
  ])('does not recognise %j', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});
