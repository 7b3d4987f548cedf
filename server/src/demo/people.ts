/**
 * The password of every demo account. It is printed at startup, so that people can look at a conversation from both
 * sides.
 */
export const DEMO_PASSWORD = 'Demo-1234';
/** The device of their logins: this process itself. */
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
 * The people of the demo, first the one with the most conversations. The domain is reserved, so nobody can own these
 * addresses.
 */
export const demoPeople = Object.entries(NAMES).map(([key, name]) => ({
  key: key as DemoName,
  name: `${name} (demo)`,
  email: `${key}@demo.example`,
}));
