/**
 * The password of every demo account. It is printed at startup, so that a user of the demo can log in as both
 * participants of a conversation.
 */
export const DEMO_PASSWORD = 'Demo-1234';
/** The device from which the people of the demo log in: this process. */
export const DEMO_DEVICE = { name: 'Demo', client: { address: '127.0.0.1', requestId: 'demo' } };

const NAMES = {
  mira: 'Mira Novák',
  jonas: 'Jonas Weber',
  lucia: 'Lucía Fernández',
  yusuf: 'Yusuf Haddad',
  aiko: 'Aiko Tanaka',
  tom: 'Tom Okafor',
};

export type DemoName = keyof typeof NAMES;

/**
 * The people of the demo. The first one has the most conversations. The domain is reserved, so the addresses belong to
 * no real person.
 */
export const demoPeople = Object.entries(NAMES).map(([key, name]) => ({
  key: key as DemoName,
  name: `${name} (demo)`,
  email: `${key}@demo.example`,
}));
