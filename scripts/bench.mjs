#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
// Below the checkout, so that the bundle finds node_modules.
const OUT = join(ROOT, 'out', `.bench-${process.pid}`);

try {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: join(ROOT, 'bench/main.ts'), outDir: OUT, target: 'node20', minify: false },
  });
  // A process of its own: the bundler's memory and settings would weigh on what is measured.
  const { status } = spawnSync(process.execPath, [join(OUT, 'main.js'), ROOT, ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(OUT, { recursive: true, force: true });
}
