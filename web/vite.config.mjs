import { defineConfig } from 'vite';

export default defineConfig({
  // Resolves the packages of the workspace to their source, so that an outdated build of a package is never used.
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
