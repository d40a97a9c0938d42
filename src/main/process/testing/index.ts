import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** For tests: bundles one TypeScript entry for plain Node into a temporary folder. Returns the file's path. */
export async function bundleForNode(entry: URL, format: 'es' | 'cjs' = 'es'): Promise<string> {
  const name = format === 'es' ? 'child.mjs' : 'child.cjs';
  const outDir = await mkdtemp(join(tmpdir(), 'snowfleet-test-child-'));
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [{ name: 'engines', enforce: 'pre', resolveId: leftOutside }],
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(entry),
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      // Optional native parts of packages, which are tried for and done without.
      rolldownOptions: {
        external: /\.node$/,
        output: { format, entryFileNames: name, codeSplitting: false },
      },
    },
  });
  return join(outDir, name);
}

/** Lua’s engine finds its WebAssembly beside itself, so it stays where it is. */
const leftOutside = (id: string): { id: string; external: true } | null =>
  id === 'wasmoon' ? { id: import.meta.resolve(id), external: true } : null;

/** Removes what {@link bundleForNode} made. */
export async function removeBundle(bundle: string): Promise<void> {
  await rm(dirname(bundle), { recursive: true, force: true });
}

/** A bundled child under way, read line by line. */
export interface TestChild {
  readonly process: ChildProcess;
  /** The next line of its standard output; throws when it ended instead, with what it wrote to stderr. */
  line(): Promise<string>;
  /** Resolves with the code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** For tests: runs a bundle of {@link bundleForNode} with this Node. */
export function startChild(bundle: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): TestChild {
  const child = spawn(process.execPath, [bundle, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ready: string[] = [];
  const waiting: ((line: string | null) => void)[] = [];
  let rest = '';
  let errors = '';
  let closed = false;
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const next = waiting.shift();
      if (next) next(line);
      else ready.push(line);
    }
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => {
      closed = true;
      for (const next of waiting.splice(0)) next(null);
      resolve(code ?? signal ?? 'unknown');
    });
  });
  return {
    process: child,
    ended,
    line: async () => {
      const line =
        ready.shift() ?? (closed ? null : await new Promise<string | null>((next) => waiting.push(next)));
      if (line === null) throw new Error(`the child ended: ${errors}`);
      return line;
    },
  };
}
