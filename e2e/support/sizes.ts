import type { BrowserContextOptions } from 'playwright-core';

/** A size of a screen for a journey that should hold on several. */
export interface Size {
  readonly name: string;
  readonly options: BrowserContextOptions;
}

export const DESKTOP: Size = { name: 'on a desktop', options: {} };
export const PHONE: Size = {
  name: 'on a phone',
  options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
