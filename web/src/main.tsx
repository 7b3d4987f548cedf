import '@fontsource-variable/instrument-sans';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { Mishap } from './app/Mishap.js';

// After an update of the server, parts of the page that was open are gone: the new page has them.
window.addEventListener('vite:preloadError', () => location.reload());

createRoot(document.querySelector('#root')!).render(
  <Mishap>
    <App />
  </Mishap>,
);
