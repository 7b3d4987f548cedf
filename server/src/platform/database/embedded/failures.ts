import { StartupError } from '../../startup-error.js';

/**
 * Patterns of messages of PostgreSQL or the file system, each with the sentence for the operator. `%` stands for the
 * folder.
 */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/i,
    'The disk that holds % is full: free some space and start again',
  ],
  [
    /pre-existing shared memory block/,
    'Processes of an earlier PostgreSQL in % are still running: end them, or wait for them, and start again',
  ],
  [
    /could not (?:create|map|open) (?:anonymous )?shared memory|Cannot allocate memory|could not create semaphores/,
    'There is not enough memory for the PostgreSQL in %: free some and start again',
  ],
  [
    /administrative permissions/,
    'PostgreSQL refuses to run with administrator rights: start from an ordinary (not elevated) prompt, or set DB_HOST to a PostgreSQL of your own',
  ],
  [
    /Permission denied|EACCES|EPERM|EROFS|Read-only file system|wrong ownership/i,
    'The folder % cannot be written: give it to the user who starts the server, or set DATA_DIR to another folder',
  ],
  [/ENOTDIR|EEXIST/, 'There is a file where the folder % should be: move it away, or set DATA_DIR to another folder'],
];

const damaged =
  'The PostgreSQL data in % is damaged: restore the folder from a backup, or move it away to begin with an empty database';

/** Explains a failed start by what PostgreSQL logged. A message that is not recognised counts as damaged data. */
export function explainLog(log: string, folder: string, logFile: string): StartupError {
  return new StartupError(`${recognise(log, folder) ?? damaged.replace('%', () => folder)}; see ${logFile}.`);
}

/**
 * Turns the error of a file operation into a StartupError if the operator can act on it. Returns every other error
 * unchanged.
 */
export function explainFileError(error: unknown, folder: string): unknown {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  const sentence = code && !(error instanceof StartupError) ? recognise(code, folder) : undefined;
  return sentence ? new StartupError(`${sentence} (${message}).`, { cause: error }) : error;
}

function recognise(text: string, folder: string): string | undefined {
  return known.find(([pattern]) => pattern.test(text))?.[1].replace('%', () => folder);
}
