import '@fontsource-variable/instrument-sans';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { ErrorBoundary } from './app/ErrorBoundary.js';
import { MailedLinks } from './auth/MailedLinks.js';

createRoot(document.querySelector('#root')!).render(
  <ErrorBoundary>
    <App />
    <MailedLinks />
  </ErrorBoundary>,
);
