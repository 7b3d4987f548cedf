// The chosen theme, before the first paint; src/app/theme.ts chooses it.
let theme = null;
try {
  theme = localStorage.getItem('hub.theme');
} catch {
  // A browser that keeps nothing has the theme of the system.
}
if (theme === 'light' || theme === 'dark') {
  document.documentElement.dataset.theme = theme;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
    meta.media = meta.dataset.theme === theme ? 'all' : 'not all';
}
