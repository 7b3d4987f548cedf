import { isMadeOfContextWords } from './context-words.js';

const OWNER = { name: 'Lucía Fernández', handle: 'nightowl', email: 'l.fernandez77@acme-mail.example.org' };

describe('the check for context words', () => {
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
  ])('rejects %j', (password) => {
    expect(isMadeOfContextWords(password, OWNER)).toBe(true);
  });

  it.each(['Secret-123', 'Lucia reads slowly', 'smart people talk', '849105726395', '!!!!!!!!!!!!', 'smhubart-1A'])(
    'accepts %j',
    (password) => {
      expect(isMadeOfContextWords(password, OWNER)).toBe(false);
    },
  );

  it('rejects only words of the product when the account is not known', () => {
    expect(isMadeOfContextWords('Smart-Hub-2024')).toBe(true);
    expect(isMadeOfContextWords('Lucia-2024!')).toBe(false);
  });

  it('ignores initials and other short parts of a name', () => {
    expect(isMadeOfContextWords('lilililili12', { name: 'Li', email: 'li@x.org' })).toBe(false);
  });
});
