import { parsePasswd, spawnOptions } from './account.js';

test('root, comments and malformed lines of a password file are skipped', () => {
  const text =
    '# users\nroot:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2:Nobody:/var/empty:/usr/bin/false\nbroken\n\npostgres:x:101:104::/:/bin/sh\n';
  expect(parsePasswd(text)).toEqual([
    { name: 'nobody', uid: -2, gid: -2 },
    { name: 'postgres', uid: 101, gid: 104 },
  ]);
});

test('every PostgreSQL program is spawned without the secrets of the server in its environment, as the user of the server or as another one', () => {
  const before = process.env['JWT_SECRET'];
  process.env['JWT_SECRET'] = 'a secret of the server';
  try {
    for (const account of [undefined, { name: 'postgres', uid: 101, gid: 104 }]) {
      expect(spawnOptions(account).env).not.toHaveProperty('JWT_SECRET');
      expect(spawnOptions(account).env).toMatchObject({ PATH: process.env['PATH'], LC_ALL: 'C' });
    }
  } finally {
    if (before === undefined) delete process.env['JWT_SECRET'];
    else process.env['JWT_SECRET'] = before;
  }
});
