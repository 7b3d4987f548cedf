import { findLeaks } from './support/suite-log.js';

const TOKEN = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIwMTlhYmMifQ', 'c2lnbmF0dXJlLW9mLWl0'].join('.');
const LONG_MESSAGE = 'A message that goes on and on, '.repeat(20);
const lines = [
  '{"level":"info","msg":"request completed","req":{"id":"0199b1f6-1f0a-7cc3-b0c5-6a1d6f6f4d12","path":"/api/users"}}',
  '{"level":"info","msg":"login","userId":"0199b1f6-1f0a-7cc3-b0c5-6a1d6f6f4d13"}',
];
const logged = (text: string) => [...lines, JSON.stringify({ level: 'warn', msg: `It failed: ${text}` })];

describe('the search for secrets in logs', () => {
  it.each([
    ['a password', 'Secret-Word!'],
    ['an e-mail address', 'ana.lopez@example.com'],
    ['a message', 'Lunch at noon?'],
    ['a message with quotes and line breaks', 'She said "no",\nand left.'],
    ['a message of which only the beginning is logged', LONG_MESSAGE],
  ])('finds %s', (_, secret) => {
    expect(findLeaks(logged(secret.slice(0, 200)), ['something else', secret])).toHaveLength(1);
  });

  it('finds a token that is not in the list of secrets', () => {
    const leaking = logged(`Bearer ${TOKEN}`);
    expect(findLeaks(leaking, [])).toEqual([leaking.at(-1)]);
  });

  it('finds a secret that differs from another secret only in its digits', () => {
    expect(findLeaks(logged('person.17@example.com'), ['person.16@example.com', 'person.17@example.com'])).toHaveLength(
      1,
    );
  });

  it('reports neither lines without a secret nor texts that occur in a line by chance', () => {
    const secrets = ['Secret-Word!', 'ana.lopez@example.com', 'Lunch at noon?', 'info', '0199b1f6', 'aaaaaaaaaa'];
    expect(findLeaks([...lines, 'aaaaaaaaaaaa', 'eyJ is the beginning of a token'], secrets)).toEqual([]);
  });
});
