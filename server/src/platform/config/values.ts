import { cleanEmail, faultOfEmail } from '@smart-hub/contract/email';
import { z } from 'zod';
import { splitList } from './cross-key-faults.js';

// Schemas for the values of environment variables. Messages continue a sentence that begins with the name of the key.

const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

export const integer = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

export const seconds = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a number of seconds' })
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

/** One of at least two words. */
export const choice = <const W extends readonly [string, string, ...string[]]>(...words: W) =>
  z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`);

/**
 * The longest duration: ten years, in seconds. A date much further in the future cannot be represented, or is rejected
 * by clients.
 */
const LONGEST_S = 10 * 365 * 86_400;

/** A duration such as `1h` or `30m`; a number without a unit counts seconds. The result is in seconds. */
export const duration = z
  .string()
  .regex(/^[1-9]\d{0,8}[smhdw]?$/, 'must be a number of seconds, or a number with s, m, h, d or w, such as 1h')
  .transform((value) => Number.parseInt(value, 10) * SECONDS_PER_UNIT[(value.match(/[smhdw]$/)?.[0] ?? 's') as 's'])
  .refine((value) => value <= LONGEST_S, 'must be ten years (3650d) at most');

/** Texts separated by commas. */
export const list = z.string().transform(splitList);

/** A certificate in PEM format. Line breaks may be written as `\n`, because not every file of variables can contain them. */
export const pem = z.string().transform((text) => text.replaceAll(String.raw`\n`, '\n'));

/** Domains of e-mail addresses as they are stored: in lower case and ASCII. */
export const domains = list.transform((parts, context) =>
  parts.map((part) => {
    const address = cleanEmail(`x@${part}`);
    const fault = faultOfEmail(address);
    if (fault !== undefined)
      context.addIssue(`must be domains such as example.com, separated by commas; "${part}" is not one`);
    return address.slice('x@'.length);
  }),
);

/** Origins as browsers send them: scheme, host and port, without a path. */
export const origins = list.transform((parts, context) =>
  parts.map((part) => {
    const origin = URL.canParse(part) ? new URL(part).origin : 'null';
    if (origin === 'null')
      context.addIssue(`must be origins such as https://example.com, separated by commas; "${part}" is not one`);
    return origin;
  }),
);

/** An e-mail address as it is stored. */
export const email = z.string().transform((text, context) => {
  const address = cleanEmail(text);
  if (faultOfEmail(address) !== undefined) context.addIssue('must be an e-mail address such as hub@example.com');
  return address;
});

/** The address at which people open the web client: one origin. */
export const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.href !== `${url.origin}/`)
    context.addIssue('must be an address such as https://hub.example.com, without a path');
  return url?.origin ?? text;
});
