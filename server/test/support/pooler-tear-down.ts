export { tearDown as default } from './pooler-set-up.ts';
