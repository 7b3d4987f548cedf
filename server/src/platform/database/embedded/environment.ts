/**
 * The environment variables that PostgreSQL's programs need to find their files, their libraries and the temporary
 * folder.
 */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TMP',
  'TEMP',
  'TZ',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'SystemRoot',
  'SystemDrive',
  'USERPROFILE',
] as const;

/**
 * Returns the environment of PostgreSQL's programs. It excludes the secrets of this process, which could otherwise be
 * read by other programs of the same user, or from a memory dump. Sets the language of messages to English.
 *
 * @param environment the environment of this process
 */
export function postgresEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = INHERITED.filter((key) => environment[key] !== undefined).map((key) => [key, environment[key]]);
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' } as NodeJS.ProcessEnv;
}
