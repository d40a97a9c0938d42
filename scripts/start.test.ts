import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  electronSource,
  hasDisplay,
  noFetchReason,
  readyAddress,
  serveArguments,
  splitArguments,
} from './lib/start-options.mjs';

const project = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'snowfleet-start-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the words it passes on', () => {
  it.each([
    [[], {}, ['serve', '--practice', '--no-open']],
    [['--port', '8080'], {}, ['serve', '--practice', '--no-open', '--port', '8080']],
    [['--fleet', '/x', '--port', '1'], {}, ['--fleet', '/x', 'serve', '--no-open', '--port', '1']],
    [['--fleet=/x'], {}, ['--fleet=/x', 'serve', '--no-open']],
    [[], { SNOWFLEET_FLEET: '/x' }, ['serve', '--no-open']],
    [['--stand-in', '--no-open'], {}, ['--stand-in', 'serve', '--practice', '--no-open']],
    [['--practice'], {}, ['serve', '--no-open', '--practice']],
  ])('%j with %j', (args, env, expected) => {
    expect(serveArguments(args, env)).toEqual(expected);
  });
  it('an option without its value is passed on as it is', () => {
    expect(splitArguments(['--fleet'])).toEqual({ before: ['--fleet'], after: [] });
  });
});

it('reads the address only from the line that says ready', () => {
  expect(readyAddress('Snowfleet is ready at http://127.0.0.1:4000/?token=a\n')).toBe(
    'http://127.0.0.1:4000/?token=a',
  );
  expect(readyAddress('Snowfleet is ready at file:///etc/passwd')).toBeNull();
  expect(readyAddress('opening http://127.0.0.1:4000/')).toBeNull();
});

it('knows a display when there is one', () => {
  expect([{}, { DISPLAY: '' }, { DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-1' }].map(hasDisplay)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

it('fetches Electron at most once a day, and never where offline was asked for', () => {
  const day = 86_400_000;
  expect(noFetchReason({}, null, day)).toBeNull();
  expect(noFetchReason({}, 1_000, day)).toContain('last day');
  expect(noFetchReason({}, 1_000, day + 1_000)).toBeNull();
  expect(noFetchReason({ SNOWFLEET_OFFLINE: '1' }, null, day)).toContain('offline');
  expect(noFetchReason({ npm_config_offline: 'true' }, null, day)).toContain('offline');
  expect(electronSource({ ELECTRON_MIRROR: 'https://mirror.example/' })).toBe('https://mirror.example/');
});

/** A checkout whose server is a few lines: what start does around the real one is under test here. */
function checkout(serveProgram: string) {
  const root = mkdtempSync(join(scratch, 'checkout-'));
  for (const name of ['scripts', 'bin', 'electron.vite.config.ts', 'package.json', 'package-lock.json']) {
    cpSync(join(project, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  const file = join(root, 'src/main/cli/index.ts');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, serveProgram);
  return root;
}

function start(root: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], SNOWFLEET_DOOR: 'browser', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = { child, stdout: '', stderr: '', ended: Promise.resolve<number | null>(null) };
  child.stdout.on('data', (chunk: Buffer) => (run.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (run.stderr += chunk.toString()));
  run.ended = new Promise((resolve) => child.once('close', resolve));
  return run;
}

const until = async (holds: () => boolean) => {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('npm start', () => {
  it('builds, serves the practice fleet, opens the browser, and stops with its server when told to', async () => {
    const gone = join(scratch, 'gone');
    const root = checkout(`
      import { writeFileSync } from 'node:fs';
      export async function main(args: readonly string[]) {
        console.log('with ' + args.join(' '));
        console.log('Snowfleet is ready at http://127.0.0.1:1/');
        await new Promise<void>((resolve) => {
          const open = setInterval(() => {}, 1000);
          process.once('SIGTERM', () => { clearInterval(open); writeFileSync(${JSON.stringify(gone)}, ''); resolve(); });
        });
      }`);
    const opened = join(scratch, 'opened');
    mkdirSync(join(scratch, 'programs'));
    writeFileSync(join(scratch, 'programs/xdg-open'), `#!/bin/sh\nprintf %s "$1" > '${opened}'\n`, {
      mode: 0o755,
    });
    const run = start(root, {
      DISPLAY: ':9',
      PATH: `${join(scratch, 'programs')}:${process.env['PATH'] ?? ''}`,
    });
    await until(() => existsSync(opened));
    expect(run.stdout).toBe('with serve --practice --no-open\nSnowfleet is ready at http://127.0.0.1:1/\n');
    run.child.kill('SIGTERM');
    expect(await run.ended, run.stderr).toBe(0);
    expect(existsSync(gone)).toBe(true);
  });

  it('ends as its server ends when that fails', async () => {
    const run = start(checkout('export const main = async () => 7;'), {});
    expect(await run.ended, run.stderr).toBe(7);
  });

  it('says which build failed', async () => {
    const run = start(checkout('export const = 1;'), {});
    expect(await run.ended).toBe(1);
    expect(run.stderr).toContain('start: building main failed');
  });
});
