import { z } from 'zod';

/**
 * The address of a model server. A password in it is refused: requests would ignore it, or fail with an error that
 * quotes it and is logged.
 */
export const modelAddress = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    context.addIssue('must be an address such as http://localhost:11434/v1');
  else if (url.username !== '' || url.password !== '')
    context.addIssue('must not contain a user or a password: set OPENAI_API_KEY to what the server asks for');
});
