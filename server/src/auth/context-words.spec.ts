import { isMadeOfContext } from './context-words.js';

const OWNER = { name: 'Lucía Fernández', handle: 'nightowl', email: 'l.fernandez77@acme-mail.example.org' };

describe('a password of words that are guessed first at an account', () => {
  it.each([
    'Smart-Hub-2024',
    'smartcommunicationhub',
    'Admin-123!',
    'Lucia-2024!',
    'LUCÍA FERNÁNDEZ 1',
    'fernandezlucia',
    'fernandezfernandez',
    'Fernandez.Hub!1',
    'L.Fernandez77!',
    'Acme-Mail-77',
    'Nightowl-77!',
    'l.fernandez77@acme-mail.example.org',
  ])('is %j', (password) => {
    expect(isMadeOfContext(password, OWNER)).toBe(true);
  });

  it.each(['Secret-123', 'Lucia reads slowly', 'smart people talk', '849105726395', '!!!!!!!!!!!!', 'smhubart-1A'])(
    'is not %j',
    (password) => {
      expect(isMadeOfContext(password, OWNER)).toBe(false);
    },
  );

  it('is one by words of the product alone where the account is not known', () => {
    expect(isMadeOfContext('Smart-Hub-2024')).toBe(true);
    expect(isMadeOfContext('Lucia-2024!')).toBe(false);
  });

  it('is none for initials and other short parts of a name', () => {
    expect(isMadeOfContext('lilililili12', { name: 'Li', email: 'li@x.org' })).toBe(false);
  });
});
