import { defineConfig, type UserConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entriesOf, type BuildPart } from './scripts/lib/build-state.mjs';

const root = dirname(fileURLToPath(import.meta.url));

/** Where a part is written. scripts/build.mjs builds beside and moves into place; plain `electron-vite build` goes straight to out/. */
const outDir = (part: BuildPart) => join(process.env['SNOWFLEET_BUILD_DIR'] ?? join(root, 'out'), part);

function main(): UserConfig['main'] {
  return {
    build: {
      outDir: outDir('main'),
      emptyOutDir: true,
      // Hundreds of small files, which a command would look up and read one by one at its start.
      externalizeDeps: { exclude: ['zod', 'diff', '@orpc/client', '@orpc/contract', '@orpc/server'] },
      // The doors without Electron run on the oldest Node we support.
      target: 'node20',
      sourcemap: true,
      rolldownOptions: {
        input: entriesOf(root, 'main'),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
}

function preload(): UserConfig['preload'] {
  return {
    build: {
      outDir: outDir('preload'),
      emptyOutDir: true,
      // A sandboxed preload can require nothing but electron: everything else goes into its one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: entriesOf(root, 'preload'),
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}

function renderer(): UserConfig['renderer'] {
  return {
    root: join(root, 'src/renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: outDir('renderer'),
      emptyOutDir: true,
      // Data URLs would need `data:` in the policy for fonts and images.
      assetsInlineLimit: 0,
      // The browser door serves Chromium-based and Firefox browsers alike, not only Electron's own Chromium.
      target: 'es2023',
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: entriesOf(root, 'renderer') },
    },
  };
}

const parts = { main, preload, renderer };

/** Only the parts whose sources exist, and only the one that SNOWFLEET_BUILD_PART names. */
export default defineConfig(() => {
  const config: UserConfig = {};
  const only = process.env['SNOWFLEET_BUILD_PART'];
  for (const part of ['main', 'preload', 'renderer'] as const) {
    if (only !== undefined && only !== part) continue;
    if (Object.keys(entriesOf(root, part)).length === 0) continue;
    Object.assign(config, { [part]: parts[part]() });
  }
  return config;
});
