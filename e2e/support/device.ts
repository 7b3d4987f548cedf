import type { BrowserContextOptions } from 'playwright-core';

/** What the journeys run on: one of Jest's projects each. */
export type Device = 'desktop' | 'phone';

export const device = (globalThis as unknown as { device: Device }).device;
export const isPhone = device === 'phone';

/** How a browser on this device differs from a desktop's: a phone has touch, a coarse pointer, and shows the list or a conversation. */
export const deviceOptions: BrowserContextOptions = isPhone
  ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  : { viewport: { width: 1440, height: 900 } };

/** So high that every message of a short conversation is in the page. */
export const tall: BrowserContextOptions = { viewport: { ...deviceOptions.viewport!, height: 3000 } };

/** The widths of screenshots, in CSS pixels. */
export const widths: readonly { readonly width: number; readonly height: number }[] = isPhone
  ? [deviceOptions.viewport!]
  : [{ width: 820, height: 900 }, deviceOptions.viewport!];

const ignored: (title: string, journey: () => Promise<void>) => void = () => undefined;

/** A journey about what only a desktop has: a pointer that hovers, a keyboard, a list beside the conversation. */
export const onDesktop = isPhone ? ignored : it;

/** A journey about what only a phone has: touch, a list that the conversation covers. */
export const onPhone = isPhone ? it : ignored;
