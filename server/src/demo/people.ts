/** Everybody's, and printed at the start: so that anybody can look at the conversations from both sides. */
export const DEMO_PASSWORD = 'Demo-1234';
/** From where they register and log in: this process itself. */
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

/** The people of the demo, the one who takes part in most conversations first. Nobody can own such an address. */
export const demoPeople = Object.entries(NAMES).map(([key, name]) => ({
  key: key as DemoName,
  name: `${name} (demo)`,
  email: `${key}@demo.example`,
}));
