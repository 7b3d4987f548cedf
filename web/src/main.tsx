import '@fontsource-variable/instrument-sans';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { Mishap } from './app/Mishap.js';
import { MailedLinks } from './auth/MailedLinks.js';

createRoot(document.querySelector('#root')!).render(
  <Mishap>
    <App />
    <MailedLinks />
  </Mishap>,
);
