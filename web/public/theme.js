// Applies the chosen theme before the first paint. The theme is stored by src/lib/theme.ts.
let theme = null;
try {
  theme = localStorage.getItem('hub.theme');
} catch {
  // Without storage, the page has the theme of the system.
}
if (theme === 'light' || theme === 'dark') {
  document.documentElement.dataset.theme = theme;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
    meta.media = meta.dataset.theme === theme ? 'all' : 'not all';
}
