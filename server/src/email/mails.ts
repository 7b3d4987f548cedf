import type { Mail } from '../platform/mail/mailer.js';

// No mail has a name: an account has the name that its owner chose and, until it is verified, perhaps the address of another person, who would
// be mailed whatever somebody wrote there.

const IGNORE = 'If it was not you, ignore this e-mail.';

export const RESET_MINUTES = 30;
export const VERIFY_HOURS = 24;
export const CHANGE_HOURS = 24;

export function resetMail(to: string, link: string): Mail {
  return mailOf(to, 'Choose a new password', link, [
    'Somebody, probably you, has asked for a new password for the account with this e-mail address. Choose it here:',
    link,
    `The link is valid for ${RESET_MINUTES} minutes, and once. The new password ends all sessions of the account.`,
    `${IGNORE} Your password stays as it is.`,
  ]);
}

/** To the verified address of an account whose password was changed by the one before. */
export function passwordWasChangedMail(to: string): Mail {
  return mailOf(to, 'Your password was changed', undefined, [
    'The password of the account with this e-mail address was changed in a session, with the password until then. All other sessions have ended.',
    'If it was not you, somebody else knew your password: choose another one by "Forgot your password?".',
  ]);
}

/** To the address at which the link of a reset was opened. */
export function passwordWasResetMail(to: string): Mail {
  return mailOf(to, 'Your password was changed', undefined, [
    'The password of the account with this e-mail address was changed by a link that was sent here. All sessions have ended.',
    'If it was not you, somebody else can read your e-mails: change the password of your mailbox first, then that of this account.',
  ]);
}

export function verificationMail(to: string, link: string): Mail {
  return mailOf(to, 'Verify your e-mail address', link, [
    'An account was registered with this e-mail address. Confirm that the address is yours:',
    link,
    `The link is valid for ${VERIFY_HOURS} hours, and once.`,
    IGNORE,
  ]);
}

/** To the address that an account has now. */
export function oldAddressMail(to: string, newAddress: string, link: string): Mail {
  return mailOf(to, 'Confirm your new e-mail address', link, [
    `The e-mail address of your account is to become ${newAddress}. Confirm that you want this:`,
    link,
    `The link is valid for ${CHANGE_HOURS} hours, and once. The address changes when the link that was sent to ${newAddress} was opened, too.`,
    'If it was not you, do not open the link, and change your password: somebody else knows it.',
  ]);
}

/** To the address that an account is to have. */
export function newAddressMail(to: string, link: string): Mail {
  return mailOf(to, 'Confirm your new e-mail address', link, [
    'This e-mail address is to become that of an account. Confirm that it is yours:',
    link,
    `The link is valid for ${CHANGE_HOURS} hours, and once. If another link was sent to the address before, that is to be opened, too.`,
    IGNORE,
  ]);
}

function mailOf(to: string, subject: string, link: string | undefined, paragraphs: readonly string[]): Mail {
  const text = `Hello,\n\n${paragraphs.map(wrapped).join('\n\n')}\n\nSmart Communication Hub\n`;
  return { to, subject, text, ...(link !== undefined && { link }) };
}

/** In lines of 72 characters at most; a word that is longer, such as a link, has one of its own. */
function wrapped(paragraph: string): string {
  return paragraph.replaceAll(/(?=\S)(.{1,72}|\S+)(?:\s+|$)/g, '$1\n').trimEnd();
}
