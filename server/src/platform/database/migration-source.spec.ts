import { runInNewContext } from 'node:vm';
import { StartupError } from '../startup-error.js';
import { migrationName, migrationSource, registerMigration } from './migration-source.js';

test.each([
  ['AddTopic', 'AddTopic'],
  ['src/migrations/AddTopic', 'AddTopic'],
  [String.raw`server\src\migrations\AddTopic.ts`, 'AddTopic'],
  ['./add-topic', 'AddTopic'],
  ['add the  topic!', 'AddTheTopic'],
  ['snake_case', 'SnakeCase'],
  ['2fa', 'Migration2fa'],
  ['größe', 'Größe'],
  ['class', 'Class'],
])('a migration requested as %s is named %s', (requested, name) => {
  expect(migrationName(requested)).toBe(name);
});

test.each(['', 'src/migrations/', '---', '123', '${}'])('"%s" is refused as a name of a migration', (requested) => {
  expect(() => migrationName(requested)).toThrow(StartupError);
});

test('a statement is written to the file unchanged, whatever characters it has', () => {
  const statement = 'comment on table "a" is \'`${1}` \\n ```\'';
  const source = migrationSource('Name1', { up: [statement], down: [] });
  const literal = source.match(/runner\.query\((`.*`)\);/)![1]!;
  expect(runInNewContext(literal)).toBe(statement);
});

test('a new migration is imported and listed after the others in schema.ts', () => {
  const source = `import { First1 } from './migrations/1-First.js';
import { User } from './users/user.entity.js';

export const schema = {
  entities: [User],
  migrations: [
    First1,
  ],
};
`;
  expect(registerMigration(source, 'Größe2', '2-Größe')).toBe(`import { First1 } from './migrations/1-First.js';
import { Größe2 } from './migrations/2-Größe.js';
import { User } from './users/user.entity.js';

export const schema = {
  entities: [User],
  migrations: [
    First1,
    Größe2,
  ],
};
`);
});

test('a schema.ts without a list of migrations is refused', () => {
  expect(() => registerMigration('export const schema = {};', 'First1', '1-First')).toThrow(StartupError);
});
