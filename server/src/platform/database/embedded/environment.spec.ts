import { postgresEnvironment } from './environment.js';

test('PostgreSQL programs inherit the paths of the environment, and no key of the configuration', () => {
  const environment = { PATH: '/bin', TMPDIR: '/var/tmp', JWT_SECRET: 'x', DB_PASSWORD: 'x', OPENAI_API_KEY: 'x' };
  expect(postgresEnvironment(environment)).toEqual({ PATH: '/bin', TMPDIR: '/var/tmp', LC_ALL: 'C' });
});
