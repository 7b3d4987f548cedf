import { defineConfig } from 'vite';

export default defineConfig({
  // Packages of the workspace are resolved to their source, so that a stale build of them is never used.
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // All assets are separate files, because the page's Content-Security-Policy does not allow inlined fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  css: { modules: { generateScopedName: '[local]_[hash:base64:4]' } },
});
