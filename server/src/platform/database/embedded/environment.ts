/** What programs of PostgreSQL need: to find themselves and their libraries, and where temporary files go. */
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
 * The environment of PostgreSQL's programs: without the secrets of this process, which other programs of the same user, and whoever
 * reads a dump of its memory, would find there. Messages are in English.
 *
 * @param environment that of this process
 */
export function postgresEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = INHERITED.filter((key) => environment[key] !== undefined).map((key) => [key, environment[key]]);
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' } as NodeJS.ProcessEnv;
}
