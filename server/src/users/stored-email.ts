import { isStorable } from '@smart-hub/contract/text-rules';
import { Email } from '@smart-hub/contract/users';

/**
 * An address as it is stored, whatever its case and form. Earlier releases registered some addresses that this one would not.
 *
 * @returns undefined for what cannot be stored
 */
export function storedEmail(typed: string): string | undefined {
  const known = Email.safeParse(typed);
  if (known.success) return known.data;
  return isStorable(typed) ? typed.trim().toLowerCase() : undefined;
}
