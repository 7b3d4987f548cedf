import { defineConfig } from 'vite';

export default defineConfig({
  // The workspace's own packages are built from their source: no build of theirs can be stale.
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // As files, all of them: the page's security policy knows no others.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  css: { modules: { generateScopedName: '[local]_[hash:base64:4]' } },
});
