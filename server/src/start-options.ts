import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag } from '@smart-hub/command-line/options';

/** What `pnpm start`, `start:dev` and `start:prod` take. Ends the process after `--help`, and after an option that there is not. */
export function readStartOptions(): { readonly demo: boolean } {
  return readCommandLine({
    name: 'pnpm start',
    about:
      'Builds and starts the server; start:dev starts it again after each change of code, start:prod in production.',
    options: {
      demo: flag(
        'adds people who are called "(demo)", and their conversations; not in production, and on this machine alone unless HOST is set',
      ),
    },
    notes: 'Everything else is set in the environment or in .env: see .env.example.',
  }).values;
}
