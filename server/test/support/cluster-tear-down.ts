export { tearDown as default } from './cluster-set-up.ts';
