import { browserStorage } from '@smart-hub/sdk';

/** Of this browser, for all tabs and over a reload, as far as the browser keeps anything. */
export const deviceStorage = browserStorage('localStorage');

/** Of this tab. */
export const tabStorage = browserStorage('sessionStorage');

/** The key of the login. */
export const LOGIN_KEY = 'hub.session';
/** How the keys of drafts begin. */
export const DRAFT_PREFIX = 'hub.draft.';
