import { runInNewContext } from 'node:vm';
import { StartupError } from '../startup-error.js';
import { migrationName, migrationSource } from './migration-source.js';

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
])('%s is called %s', (wish, name) => {
  expect(migrationName(wish)).toBe(name);
});

test.each(['', 'src/migrations/', '---', '123', '${}'])('"%s" is no name', (wish) => {
  expect(() => migrationName(wish)).toThrow(StartupError);
});

test('what a statement holds stays as it is in the file', () => {
  const statement = 'comment on table "a" is \'`${1}` \\n ```\'';
  const source = migrationSource('Name1', { up: [statement], down: [] });
  const literal = source.match(/runner\.query\((`.*`)\);/)![1]!;
  expect(runInNewContext(literal)).toBe(statement);
});
