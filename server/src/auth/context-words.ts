/** The names of this product and its roles, in its code and its documents. */
const PRODUCT_WORDS = ['smart', 'communication', 'hub', 'messenger', 'message', 'chat', 'admin', 'operator'];
/**
 * The minimum length of a context word: shorter parts of a name or an address, such as initials, occur in many good
 * passwords.
 */
const MIN_LETTERS = 3;

/** The owner of a new password. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
  /** Absent at a registration; null without a handle. */
  readonly handle?: string | null;
}

/**
 * Whether all letters of a password belong to words that an attacker guesses first for this account: words of the
 * product, of the name and the handle of the owner, and of the e-mail address, in any case, with or without accents.
 * Ignores digits and symbols between the words. False for a password without letters.
 *
 * @param owner undefined if not known: checks only the words of the product
 */
export function isMadeOfContextWords(password: string, owner?: PasswordOwner): boolean {
  const letters = lettersOf(password);
  // The longest word first: it may contain a shorter one.
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
