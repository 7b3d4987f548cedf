/** What this product and its roles are called, in its code and its documents. */
const PRODUCT_WORDS = ['smart', 'communication', 'hub', 'messenger', 'message', 'chat', 'admin', 'operator'];
/** Shorter parts of a name or an address, such as initials, stand in many good passwords. */
const MIN_LETTERS = 3;

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
  /** Absent at a registration; null without one. */
  readonly handle?: string | null;
}

/**
 * Whether all letters of a password belong to words that are guessed first at this account: those of the product, of its owner's name
 * and handle, and of their e-mail address, in any case, with or without accents. Digits and symbols between them do not count; nor does a
 * password without letters.
 *
 * @param owner undefined where it is not known: words of the product alone
 */
export function isMadeOfContext(password: string, owner?: PasswordOwner): boolean {
  const letters = lettersOf(password);
  // The longest first: a short one may be a part of it.
  const words = [...PRODUCT_WORDS, ...(owner ? wordsOf(owner) : [])].toSorted((a, b) => b.length - a.length);
  return letters !== '' && words.reduce((rest, word) => rest.replaceAll(word, ' '), letters).trim() === '';
}

function wordsOf({ name, handle, email }: PasswordOwner): string[] {
  const [local = '', host = ''] = email.split('@');
  const parts = [name, handle ?? '', local].flatMap((text) => [text, ...text.split(/[^\p{L}\p{M}]+/u)]);
  const labels = host.split('.').slice(0, -1);
  return [...parts, ...labels, email].map(lettersOf).filter((word) => word.length >= MIN_LETTERS);
}

function lettersOf(text: string): string {
  return text.normalize('NFKD').toLowerCase().replaceAll(/\P{L}/gu, '');
}
