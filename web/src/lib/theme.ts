import { useSyncExternalStore } from 'react';
import { deviceStorage } from './storage.js';

const KEY = 'hub.theme';

/** `system` follows the system's setting. `public/theme.js` reads the same key. */
export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function currentTheme(): Theme {
  const stored = deviceStorage.get(KEY);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

function applyTheme(): void {
  const theme = currentTheme();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  applyBrowserColor(theme);
}

/** Makes `theme-color` follow the chosen theme. Each of the two elements has the colour of one theme. */
function applyBrowserColor(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.dataset['theme']!;
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all';
  }
}

deviceStorage.watch((key) => {
  if (key === KEY) applyTheme();
});

export function setTheme(theme: Theme): void {
  deviceStorage.set(KEY, theme === 'system' ? undefined : theme);
}

const subscribe = (listener: () => void) => deviceStorage.watch(listener);

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}
