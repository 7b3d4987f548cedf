export { tearDown as default } from './test-database.ts';
