import { BusSignatures, SIGNATURE_LENGTH } from './bus-signatures.js';

const signatures = new BusSignatures('now', []);
const signature = signatures.sign('hub:v2:all', 'text');

test('a signature is accepted for its own channel and text only', () => {
  expect(signature).toHaveLength(SIGNATURE_LENGTH);
  expect(signatures.verify('hub:v2:all', 'text', signature)).toBe(true);
  expect(signatures.verify('hub:v2:user:1', 'text', signature)).toBe(false);
  expect(signatures.verify('hub:v2:all', 'other', signature)).toBe(false);
});

test.each(['', 'short', 'ä'.repeat(SIGNATURE_LENGTH), 'A'.repeat(SIGNATURE_LENGTH), 'A'.repeat(1000)])(
  'the malformed or wrong signature "%s" is refused',
  (wrong) => {
    expect(signatures.verify('hub:v2:all', 'text', wrong)).toBe(false);
  },
);

test('a node accepts signatures made with an earlier secret, and signs with the current one', () => {
  const rotated = new BusSignatures('next', ['earliest', 'now']);
  expect(rotated.verify('hub:v2:all', 'text', signature)).toBe(true);
  expect(signatures.verify('hub:v2:all', 'text', rotated.sign('hub:v2:all', 'text'))).toBe(false);
  expect(new BusSignatures('other', []).verify('hub:v2:all', 'text', signature)).toBe(false);
});
