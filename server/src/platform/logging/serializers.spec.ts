import { describeError, describeRequest } from './serializers.js';

const SECRET = 'hunter2-and-more';

/** Returns an error as the driver throws it, with the rejected value in every property where PostgreSQL puts it. */
function databaseError(message: string, code: string): Error {
  return Object.assign(new Error(message), {
    code,
    detail: `Key (email)=(${SECRET}) already exists.`,
    where: SECRET,
    constraint: 'users_email',
  });
}

test('a failed query is logged with the error code and the constraint, but without its parameters and the rejected row', () => {
  // The error has the form in which TypeORM throws it.
  const driverError = databaseError('duplicate key value violates unique constraint "users_email"', '23505');
  const query = { query: 'insert into users values ($1)', parameters: [SECRET], driverError };
  const failed = Object.assign(new Error(driverError.message), { ...driverError, ...query, name: 'QueryFailedError' });
  const logged = describeError(failed);
  expect(logged).toMatchObject({ type: 'QueryFailedError', code: '23505', constraint: 'users_email' });
  expect(logged.message).toContain('duplicate key');
  expect(logged.stack).toMatch(/^\s+at /);
  expect(JSON.stringify(logged)).not.toContain(SECRET);
});

test.each([
  ['a value that PostgreSQL refuses', databaseError(`invalid input syntax for type uuid: "${SECRET}"`, '22P02')],
  ['a text that cannot be parsed', thrownBy(() => JSON.parse(`${SECRET}!`))],
  [
    'an error with other properties',
    Object.assign(new Error('Failed'), { response: { body: SECRET }, headers: [SECRET] }),
  ],
  ['a cause', new Error('Failed', { cause: databaseError(`invalid: "${SECRET}"`, '22001') })],
  ['a value that is not an error', SECRET],
])('%s is logged without its content', (_, error) => {
  expect(JSON.stringify(describeError(error))).not.toContain(SECRET);
});

test('a request is logged with its path, without its query and headers', () => {
  const request = {
    id: 'r1',
    method: 'GET',
    originalUrl: `/api/users?q=${SECRET}`,
    url: '/',
    headers: { authorization: SECRET },
    socket: { remoteAddress: '192.0.2.1' },
  };
  expect(describeRequest(request as never)).toEqual({
    id: 'r1',
    method: 'GET',
    path: '/api/users',
    remoteAddress: '192.0.2.1',
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
