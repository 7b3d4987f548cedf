export { removeTemplate as default } from './server.ts';
