import { parsePasswd, spawnedFor } from './account.js';

test('root, comments and broken lines are no account to run as', () => {
  const text =
    '# users\nroot:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2:Nobody:/var/empty:/usr/bin/false\nbroken\n\npostgres:x:101:104::/:/bin/sh\n';
  expect(parsePasswd(text)).toEqual([
    { name: 'nobody', uid: -2, gid: -2 },
    { name: 'postgres', uid: 101, gid: 104 },
  ]);
});

test('every program of PostgreSQL is spawned without the configuration of the server, whatever user runs it', () => {
  const before = process.env['JWT_SECRET'];
  process.env['JWT_SECRET'] = 'a secret of the server';
  try {
    for (const account of [undefined, { name: 'postgres', uid: 101, gid: 104 }]) {
      expect(spawnedFor(account).env).not.toHaveProperty('JWT_SECRET');
      expect(spawnedFor(account).env).toMatchObject({ PATH: process.env['PATH'], LC_ALL: 'C' });
    }
  } finally {
    if (before === undefined) delete process.env['JWT_SECRET'];
    else process.env['JWT_SECRET'] = before;
  }
});
