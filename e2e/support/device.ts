import type { BrowserContextOptions } from 'playwright-core';

/** The device that journeys simulate. There is a Jest project for each device. */
export type Device = 'desktop' | 'phone';

export const device = (globalThis as unknown as { device: Device }).device;
export const isPhone = device === 'phone';

/**
 * Options of a browser context on this device. A phone has touch and a coarse pointer, and is too narrow for the list
 * beside a conversation.
 */
export const deviceOptions: BrowserContextOptions = isPhone
  ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  : { viewport: { width: 1440, height: 900 } };

/** A viewport so tall that the virtualised history renders every message of a short conversation. */
export const tallViewport: BrowserContextOptions = { viewport: { ...deviceOptions.viewport!, height: 3000 } };

/** The viewports of screenshots, in CSS pixels. */
export const screenshotSizes: readonly { readonly width: number; readonly height: number }[] = isPhone
  ? [deviceOptions.viewport!]
  : [{ width: 820, height: 900 }, deviceOptions.viewport!];

const skip: (title: string, journey: () => Promise<void>) => void = () => undefined;

/**
 * Declares a journey that only a desktop can run: it needs a hovering pointer, a keyboard, or the list beside the
 * conversation.
 */
export const onDesktop = isPhone ? skip : it;

/** Declares a journey that only a phone can run: it needs touch, or a conversation that covers the list. */
export const onPhone = isPhone ? it : skip;
