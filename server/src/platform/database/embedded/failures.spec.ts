import { StartupError } from '../../startup-error.js';
import { explainFileError, explainLog } from './failures.js';

const fileError = (code: string) => Object.assign(new Error(`${code}: open '/d/x'`), { code });

test.each([
  [
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
    'The disk that holds /$&/d is full: free some space',
  ],
  [
    'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use',
    'Processes of an earlier PostgreSQL in /$&/d are still running',
  ],
  ['FATAL:  could not create shared memory segment: Cannot allocate memory', 'There is not enough memory'],
  ['FATAL:  data directory "/d" has wrong ownership', 'The folder /$&/d cannot be written'],
  [
    'Execution of PostgreSQL by a user with administrative permissions is not permitted.',
    'PostgreSQL refuses to run with administrator rights',
  ],
  ['PANIC:  could not locate a valid checkpoint record', 'The PostgreSQL data in /$&/d is damaged: restore'],
  ['', 'The PostgreSQL data in /$&/d is damaged: restore'],
])('the log message "%s" is explained by a sentence', (log, sentence) => {
  const error = explainLog(log, '/$&/d', '/$&/d/postgres.log');
  expect(error).toBeInstanceOf(StartupError);
  expect(error.message.startsWith(sentence)).toBe(true);
  expect(error.message.endsWith('; see /$&/d/postgres.log.')).toBe(true);
});

test.each([
  ['ENOSPC', 'The disk that holds /d is full'],
  ['EROFS', 'The folder /d cannot be written'],
  ['EACCES', 'The folder /d cannot be written'],
  ['ENOTDIR', 'There is a file where the folder /d should be'],
])('the file error %s is explained by a sentence', (code, sentence) => {
  expect((explainFileError(fileError(code), '/d') as Error).message).toContain(sentence);
});

test('an error that the operator cannot act on, or that is already explained, is returned unchanged', () => {
  for (const error of [fileError('EIO'), new TypeError('x'), new StartupError('No space left on device'), undefined]) {
    expect(explainFileError(error, '/d')).toBe(error);
  }
});
