import type { Mail } from '../platform/mail/mailer.js';

// Mails never contain the name of the account: until its address is verified it may belong to another person, who would
// receive any text that the owner of the account chose as the name.

const IGNORE = 'If it was not you, ignore this e-mail.';

export const RESET_MINUTES = 30;
export const VERIFY_HOURS = 24;
export const CHANGE_HOURS = 24;

export function resetMail(to: string, link: string): Mail {
  return mailOf(to, 'Choose a new password', link, [
    'A new password was requested for the account with this e-mail address, probably by you. Choose it here:',
    link,
    `The link is valid for ${RESET_MINUTES} minutes, and can be used once. Choosing a new password ends all sessions of the account.`,
    `${IGNORE} Your password stays unchanged.`,
  ]);
}

/** Sent to the verified address of an account after its password was changed with the current one. */
export function passwordWasChangedMail(to: string): Mail {
  return mailOf(to, 'Your password was changed', undefined, [
    'The password of the account with this e-mail address was changed in a session, with the previous password. All other sessions have ended.',
    'If it was not you, another person knew your password: choose a new one with "Forgot your password?".',
  ]);
}

/** Sent to the address to which the link of a completed reset was mailed. */
export function passwordWasResetMail(to: string): Mail {
  return mailOf(to, 'Your password was changed', undefined, [
    'The password of the account with this e-mail address was changed with a link that was sent to this address. All sessions have ended.',
    'If it was not you, another person can read your e-mails: change the password of your mailbox first, then that of this account.',
  ]);
}

export function verificationMail(to: string, link: string): Mail {
  return mailOf(to, 'Verify your e-mail address', link, [
    'An account was registered with this e-mail address. Confirm that the address is yours:',
    link,
    `The link is valid for ${VERIFY_HOURS} hours, and can be used once.`,
    IGNORE,
  ]);
}

/** Sent to the current address of an account. */
export function oldAddressMail(to: string, newAddress: string, link: string): Mail {
  return mailOf(to, 'Confirm your new e-mail address', link, [
    `A change of the e-mail address of your account to ${newAddress} was requested. Confirm that you want this:`,
    link,
    `The link is valid for ${CHANGE_HOURS} hours, and can be used once. The address changes when the link that was sent to ${newAddress} is opened as well.`,
    'If it was not you, do not open the link, and change your password: another person knows it.',
  ]);
}

/** Sent to the requested new address of an account. */
export function newAddressMail(to: string, link: string): Mail {
  return mailOf(to, 'Confirm your new e-mail address', link, [
    'A change of the e-mail address of an account to this address was requested. Confirm that the address is yours:',
    link,
    `The link is valid for ${CHANGE_HOURS} hours, and can be used once. If another link was sent to the previous address, that one must be opened as well.`,
    IGNORE,
  ]);
}

function mailOf(to: string, subject: string, link: string | undefined, paragraphs: readonly string[]): Mail {
  const text = `Hello,\n\n${paragraphs.map(wrapped).join('\n\n')}\n\nSmart Communication Hub\n`;
  return { to, subject, text, ...(link !== undefined && { link }) };
}

/** Wraps lines at 72 characters. A longer word, such as a link, has a line of its own. */
function wrapped(paragraph: string): string {
  return paragraph.replaceAll(/(?=\S)(.{1,72}|\S+)(?:\s+|$)/g, '$1\n').trimEnd();
}
