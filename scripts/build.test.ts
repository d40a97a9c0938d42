import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputsOf, isStale, readStamp } from './lib/build-state.mjs';
import { filesBelow, publish } from './lib/publish.mjs';

const project = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'snowfleet-build-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const write = (root: string, files: Record<string, string>) => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
};

const runNode = (args: string[], cwd = tmpdir()) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });

describe('a small checkout', () => {
  const root = join(scratch, 'checkout');
  const buildScript = join(root, 'scripts/build.mjs');
  const snowfleet = join(root, 'bin/snowfleet');

  beforeAll(async () => {
    mkdirSync(root);
    for (const name of ['scripts', 'bin', 'electron.vite.config.ts', 'package.json', 'package-lock.json']) {
      cpSync(join(project, name), join(root, name), { recursive: true });
    }
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
    write(root, {
      'src/shared/words.ts': "export const word: string = 'first';",
      'src/main/cli/index.ts': `
        import { Command } from 'commander';
        import { z } from 'zod';
        import { word } from '../../shared/words';
        export async function main(args: readonly string[]): Promise<number> {
          const { late } = await import('./late');
          console.log(new Command(z.string().parse(word)).name(), late, JSON.stringify(args));
          return args.length;
        }`,
      'src/main/cli/late.ts': "export const late = 'late';",
      'src/main/cli/index.test.ts': 'this is no TypeScript',
      'src/preload/index.ts': `
        import { ipcRenderer } from 'electron';
        import { word } from '../shared/words';
        ipcRenderer.send(word);`,
      'src/renderer/index.html':
        '<!doctype html><title>x</title><script type="module" src="./main.tsx"></script><div id="root"></div>',
      'src/renderer/main.tsx': `
        import { createRoot } from 'react-dom/client';
        import './look.css';
        createRoot(document.getElementById('root')!).render(<p>hello</p>);`,
      'src/renderer/look.css': 'p { color: red }',
    });
    const built = await runNode([buildScript]);
    expect(built.code, built.stderr).toBe(0);
  });

  it('builds main as ES modules that keep their exports and leave npm packages outside, but for those of many files', async () => {
    const cli = readFileSync(join(root, 'out/main/cli.js'), 'utf8');
    expect(cli).toMatch(/from ["']commander["']/);
    expect(cli).not.toMatch(/from ["']zod["']/);
    expect(existsSync(join(root, 'out/main/index.js'))).toBe(false);
    const run = await runNode([snowfleet, 'a', 'b c']);
    expect(run).toEqual({ code: 2, stdout: 'first late ["a","b c"]\n', stderr: '' });
  });

  it('builds the preload as one CommonJS file that requires nothing but electron', () => {
    expect(readdirSync(join(root, 'out/preload'))).toEqual(['index.cjs']);
    const preload = readFileSync(join(root, 'out/preload/index.cjs'), 'utf8');
    expect([...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual([
      'electron',
    ]);
  });

  it('builds a page with no inline script or style and only relative addresses', () => {
    const page = readFileSync(join(root, 'out/renderer/index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
    expect(addresses.length).toBeGreaterThanOrEqual(2);
    for (const address of addresses) expect(address).toMatch(/^\.\//);
  });

  it('knows what is stale: contents count, times and tests do not', () => {
    for (const part of ['main', 'preload', 'renderer'] as const)
      expect(isStale(root, part), part).toBe(false);
    const words = join(root, 'src/shared/words.ts');
    utimesSync(words, new Date(), new Date());
    expect(isStale(root, 'main')).toBe(false);
    write(root, { 'src/main/cli/index.test.ts': 'still no TypeScript' });
    expect(isStale(root, 'main')).toBe(false);
    expect(inputsOf(root, 'main')).not.toContain('src/main/cli/index.test.ts');
    write(root, { 'src/renderer/look.css': 'p { color: blue }' });
    expect([isStale(root, 'main'), isStale(root, 'renderer')]).toEqual([false, true]);
    const kept = readFileSync(join(root, 'out/renderer/index.html'));
    rmSync(join(root, 'out/renderer/index.html'));
    expect(isStale(root, 'renderer')).toBe(true);
    writeFileSync(join(root, 'out/renderer/index.html'), kept);
  });

  it('rebuilds on the next command, once for two that start together, and says so on standard error', async () => {
    write(root, { 'src/shared/words.ts': "export const word: string = 'second';" });
    const runs = await Promise.all([runNode([snowfleet, 'x']), runNode([snowfleet, 'x'])]);
    for (const run of runs) {
      expect(run.stdout, run.stderr).toBe('second late ["x"]\n');
      expect(run.stderr).toContain('building main');
    }
    expect(runs.filter((run) => run.stderr.includes('built main in')).length).toBe(1);
    expect(readdirSync(join(root, 'out')).filter((name) => /staging|lock/.test(name))).toEqual([]);
  });

  it('keeps the last good build when a build fails', async () => {
    const before = readFileSync(join(root, 'out/main/cli.js'), 'utf8');
    const good = readFileSync(join(root, 'src/shared/words.ts'), 'utf8');
    write(root, { 'src/shared/words.ts': 'export const = ;' });
    const run = await runNode([snowfleet, '--json', 'x']);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'build-failed' } });
    expect(run.stderr).toContain('words.ts');
    expect(readFileSync(join(root, 'out/main/cli.js'), 'utf8')).toBe(before);
    write(root, { 'src/shared/words.ts': good });
  });

  it('answers --version through a link, from anywhere, without any build', async () => {
    const link = join(scratch, 'snowfleet');
    symlinkSync(snowfleet, link);
    rmSync(join(root, 'out/main'), { recursive: true });
    const run = spawnSync(link, ['--version'], { encoding: 'utf8', cwd: '/' });
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(run).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(existsSync(join(root, 'out/main'))).toBe(false);
  });

  it('says how to install when node_modules is absent', async () => {
    rmSync(join(root, 'node_modules'));
    const run = await runNode([snowfleet, 'x']);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('bootstrap.mjs');
  });

  it('refuses an unknown part with the code for wrong use', async () => {
    expect((await runNode([buildScript, '--only', 'other'])).code).toBe(2);
    expect((await runNode([buildScript, '--unknown'])).code).toBe(2);
  });
});

describe('an installed package', () => {
  it('runs what was built and builds nothing', async () => {
    const root = join(scratch, 'package');
    write(root, {
      'package.json': '{"type":"module","version":"9.9.9"}',
      'out/main/cli.js': "export const main = async (args) => { console.log('packed', args[0]); return 3; };",
    });
    cpSync(join(project, 'bin'), join(root, 'bin'), { recursive: true });
    expect(await runNode([join(root, 'bin/snowfleet'), 'x'])).toEqual({
      code: 3,
      stdout: 'packed x\n',
      stderr: '',
    });
    expect(readStamp(root, 'main')).toBeNull();
    rmSync(join(root, 'out'), { recursive: true });
    const incomplete = await runNode([join(root, 'bin/snowfleet'), 'x']);
    expect(incomplete.code).toBe(1);
    expect(incomplete.stderr).toContain('The installation is incomplete');
  });
});

describe('publish', () => {
  it('keeps the chunks of the build before, which may still be running, and drops older ones', () => {
    const place = join(scratch, 'place');
    let before: { files: string[] } | null = null;
    for (const round of ['1', '2', '3']) {
      const built = join(scratch, `built-${round}`);
      write(built, { 'cli.js': round, [`chunks/late-${round}.js`]: round });
      before = publish(built, place, before);
    }
    expect(filesBelow(place).toSorted()).toEqual(['chunks/late-2.js', 'chunks/late-3.js', 'cli.js']);
    expect(readFileSync(join(place, 'cli.js'), 'utf8')).toBe('3');
  });
});
