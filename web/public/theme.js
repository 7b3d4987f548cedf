// The chosen theme, before the first paint; src/app/theme.ts chooses it.
const theme = localStorage.getItem('hub.theme');
if (theme) document.documentElement.dataset.theme = theme;
