import { useSyncExternalStore } from 'react';

const KEY = 'hub.theme';

/** `system` follows the system's setting. `public/theme.js` knows the key, too. */
export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const listeners = new Set<() => void>();

function current(): Theme {
  return (localStorage.getItem(KEY) as Theme | null) ?? 'system';
}

function show(): void {
  const theme = current();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  showBrowserColor(theme);
  for (const listener of listeners) listener();
}

/** `theme-color` follows the chosen theme. Each of the two elements has the colour of one theme. */
function showBrowserColor(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.dataset['theme']!;
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all';
  }
}

window.addEventListener('storage', ({ key }) => {
  if (key === KEY) show();
});

export function setTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  show();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, current);
}
