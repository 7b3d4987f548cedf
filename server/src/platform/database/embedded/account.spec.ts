import { parsePasswd } from './account.js';

test('root, comments and broken lines are no account to run as', () => {
  const text =
    '# users\nroot:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2:Nobody:/var/empty:/usr/bin/false\nbroken\n\npostgres:x:101:104::/:/bin/sh\n';
  expect(parsePasswd(text)).toEqual([
    { name: 'nobody', uid: -2, gid: -2 },
    { name: 'postgres', uid: 101, gid: 104 },
  ]);
});
