import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** For tests: bundles an entry that loads addons, which a bundle cannot hold. Returns the file and its removal. */
export async function bundleWithPackages(
  entry: URL,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-test-child-'));
  await symlink(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: fileURLToPath(entry),
      outDir: dir,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'child.mjs', codeSplitting: false } },
    },
  });
  return { file: join(dir, 'child.mjs'), remove: () => rm(dir, { recursive: true, force: true }) };
}
