import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../../../..');

/** Bundles the entry of the practice process as the app's build does, below node_modules so that it finds them. */
export async function buildHostProcess(): Promise<string> {
  const outDir = join(ROOT, 'node_modules/.cache/snowfleet-practice-test', String(process.pid));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, '../host-process.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'practice-host.mjs' } },
    },
  });
  return join(outDir, 'practice-host.mjs');
}
