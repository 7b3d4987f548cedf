import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag } from '@smart-hub/command-line/options';

/**
 * Reads the options of `pnpm start`, `start:dev` and `start:prod`. Exits after `--help`, and after an unknown option.
 */
export function readStartOptions(): { readonly demo: boolean } {
  return readCommandLine({
    name: 'pnpm start',
    about:
      'Builds and starts the server; start:dev restarts it after each change of the code, start:prod starts it in production mode.',
    options: {
      demo: flag(
        'adds sample users, whose names end in "(demo)", and their conversations; not in production, and reachable from this machine only unless HOST is set',
      ),
    },
    notes: 'Everything else is set in the environment or in .env: see .env.example.',
  }).values;
}
