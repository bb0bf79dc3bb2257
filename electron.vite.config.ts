import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { updateKeysIn } from './build/lib/updateKeys.mjs';

const at = (path: string) => resolve(import.meta.dirname, path);

/** What runs outside the window: the main process and, each a process of its own, the trial platform and the workers for workbooks and bags. */
const mainEntries = {
  index: at('src/main/index.ts'),
  platformTrial: at('src/platform/trial.ts'),
  rosterWorker: at('src/main/workbooks/worker.ts'),
  bagWorker: at('src/main/bag/worker.ts'),
  batchWorker: at('src/main/workbooks/batchWorker.ts'),
  migrationWorker: at('src/main/migration/worker.ts'),
};

/** Lays the public keys for updates beside the main bundle: none, unless the build was given some. */
const updateKeys = (): Plugin => ({
  name: 'canbao-update-keys',
  generateBundle() {
    const source = JSON.stringify(updateKeysIn(process.env.CANBAO_UPDATE_KEYS));
    this.emitFile({ type: 'asset', fileName: 'updateKeys.json', source });
  },
});

/**
 * One build for both hosts. Packages named in `dependencies` stay outside the main bundles (PGlite finds its WebAssembly
 * beside its own module that way); the window's bundle holds everything it needs.
 */
export default defineConfig({
  main: {
    plugins: [updateKeys()],
    build: { outDir: 'out/main', rolldownOptions: { input: mainEntries, output: { format: 'es' } } },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/main/preload.ts') },
        // A sandboxed preload is a classic script: CommonJS, one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    // Relative addresses: the window is served from `app://desk/`, never from a folder.
    base: './',
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      // Nothing is inlined as data: the content security policy allows files of the program only.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src/renderer/index.html') },
    },
  },
});
