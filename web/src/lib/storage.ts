import { browserStorage } from '@smart-hub/sdk';

/**
 * Storage of this browser (`localStorage`): shared by all tabs, and survives a reload unless the browser refuses to
 * store data.
 */
export const deviceStorage = browserStorage('localStorage');

/** Storage of this tab (`sessionStorage`). */
export const tabStorage = browserStorage('sessionStorage');

/** The key of the stored login. */
export const LOGIN_KEY = 'hub.session';
/** The prefix of the keys of drafts. */
export const DRAFT_PREFIX = 'hub.draft.';
