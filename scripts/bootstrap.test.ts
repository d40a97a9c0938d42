import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allowedScripts, installedMatches, installFailureHint, nodeProblem, stampOf } from './bootstrap.mjs';
import {
  commandFolders,
  distribution,
  installHint,
  harmlessToInstall,
  missingPackages,
  parseOsRelease,
  SYSTEM_PACKAGES,
} from './lib/system-packages.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-bootstrap-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the Node it runs on', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.1.0'])('takes %s', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });
  it.each(['v18.20.4', 'v20.18.9', 'v12.22.12'])('refuses %s with a way out', (version) => {
    const problem = nodeProblem(version);
    expect(problem?.message).toContain(version);
    expect(problem?.hint).toContain('22');
  });
});

describe('the stamp', () => {
  it('changes with the lockfile, the platform and the major of Node, and with nothing else', () => {
    const stamp = stampOf('lock', 'linux-x64', 'v20.19.0');
    expect(stamp).toMatch(/^[0-9a-f]{64}$/);
    expect(stampOf('lock', 'linux-x64', 'v20.20.2')).toBe(stamp);
    expect(stampOf('lock2', 'linux-x64', 'v20.19.0')).not.toBe(stamp);
    expect(stampOf('lock', 'linux-arm64', 'v20.19.0')).not.toBe(stamp);
    expect(stampOf('lock', 'linux-x64', 'v22.19.0')).not.toBe(stamp);
  });
});

describe('what npm installed before', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/b-darwin': { version: '1.0.0', integrity: 'sha512-b', optional: true },
    },
  };
  it('is taken over when every needed package is there with its content', () => {
    expect(
      installedMatches(lock, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } }),
    ).toBe(true);
  });
  it('is not taken over when one is absent, older or of other content', () => {
    expect(installedMatches(lock, { packages: {} })).toBe(false);
    for (const have of [
      { version: '0.9.0', integrity: 'sha512-a' },
      { version: '1.0.0', integrity: 'sha512-other' },
    ]) {
      expect(installedMatches(lock, { packages: { 'node_modules/a': have } })).toBe(false);
    }
  });
});

it('names only install scripts that are allowed', () => {
  expect(allowedScripts({ allowScripts: { keytar: true, other: false } })).toEqual(['keytar']);
  expect(allowedScripts({})).toEqual([]);
});

it('the project allows the install script of its keychain and of nothing else', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
    allowScripts?: Record<string, boolean>;
  };
  expect(allowedScripts(manifest)).toEqual(['keytar']);
});

it.each([
  ['npm error code ENOTFOUND', /registry cannot be reached/],
  ['npm error code EUSAGE\n`npm ci` can only install packages when', /npm install/],
  ['npm error code ENOSPC', /disk is full/],
  ['npm error code EACCES', /who owns/],
  ['npm error code E403', /refused/],
  ['something else', /npm ci/],
])('says what a failed install means: %s', (output, words) => {
  expect(installFailureHint(output)).toMatch(words);
});

describe('system packages', () => {
  it('asks only for what is not there', () => {
    const missing = missingPackages((row) => row.command !== 'age' && row.library === undefined);
    expect(missing.map((row) => row.debian)).toEqual(['libsecret-1-0', 'age']);
    expect(missingPackages(() => true)).toEqual([]);
  });
  it('starts no service on a computer that systemd runs', () => {
    const debian = (systemdRuns: boolean) =>
      harmlessToInstall(SYSTEM_PACKAGES, systemdRuns).map((row) => row.debian);
    expect(debian(false)).toContain('caddy');
    expect(debian(true)).not.toContain('caddy');
    expect(debian(true)).toContain('shellcheck');
  });
  it('every row names a command or a library, its packages and its purpose', () => {
    for (const row of SYSTEM_PACKAGES) {
      expect(Boolean(row.command) !== Boolean(row.library), JSON.stringify(row)).toBe(true);
      expect(row.debian).toMatch(/^[a-z0-9][a-z0-9+.-]+$/);
      expect(row.for.length).toBeGreaterThan(5);
    }
  });
  it('looks in sbin too, once', () => {
    expect(commandFolders('/a::/usr/sbin')).toEqual(['/a', '/usr/sbin', '/sbin', '/usr/local/sbin']);
  });
  it.each([
    ['ID=debian\n', 'debian'],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'debian'],
    ["# a comment\nID='nixos'\n", 'nixos'],
    ['ID=fedora\nID_LIKE="rhel"\n', 'other'],
    ['', 'other'],
  ] as const)('reads os-release %j', (text, kind) => {
    expect(distribution(parseOsRelease(text))).toBe(kind);
  });
  it('names each package once in the one command', () => {
    const rows = SYSTEM_PACKAGES.filter((row) => row.nixpkgs === 'openssh' || row.nixpkgs === 'age');
    expect(installHint('debian', rows)).toBe(
      'sudo apt-get install --no-install-recommends openssh-client openssh-server age',
    );
    expect(installHint('nixos', rows)).toBe('nix shell nixpkgs#openssh nixpkgs#age');
  });
});

const project = (lockfile: string) => {
  const root = mkdtempSync(join(scratch, 'project-'));
  cpSync(import.meta.dirname, join(root, 'scripts'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"name":"p","version":"1.0.0"}');
  writeFileSync(join(root, 'package-lock.json'), lockfile);
  return root;
};
const bootstrap = (root: string) =>
  spawnSync(process.execPath, [join(root, 'scripts', 'bootstrap.mjs')], {
    encoding: 'utf8',
    cwd: tmpdir(),
  });

describe('the script itself', () => {
  const emptyLock = JSON.stringify({
    name: 'p',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'p', version: '1.0.0' } },
  });

  it('installs once, says so in words, and is silent the second time', () => {
    const root = project(emptyLock);
    mkdirSync(join(root, 'node_modules'));
    const first = bootstrap(root);
    expect(first.status, first.stderr).toBe(0);
    expect(first.stderr).toMatch(/packages installed in [\d.]+ s/);
    const second = bootstrap(root);
    expect(second).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('takes over what npm install left', () => {
    const root = project(emptyLock);
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages":{}}');
    const run = bootstrap(root);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain('already holds');
  });

  it('says what to do when the lockfile does not fit, and leaves no stamp', () => {
    const root = project(emptyLock);
    writeFileSync(
      join(root, 'package.json'),
      '{"name":"p","version":"1.0.0","dependencies":{"zod":"^4.0.0"}}',
    );
    for (const run of [bootstrap(root), bootstrap(root)]) {
      expect(run.status).toBe(1);
      expect(run.stderr).toContain('npm install');
    }
  });

  it('parses without the syntax that old Node versions lack', () => {
    for (const file of ['bootstrap.mjs', 'lib/lock.mjs', 'lib/system-packages.mjs']) {
      const source = readFileSync(join(import.meta.dirname, file), 'utf8');
      expect(source, file).not.toMatch(/\?\?=|\|\|=|&&=|^await |\.at\(|#[a-z]+\s*[=(]/m);
      execFileSync(process.execPath, ['--check', join(import.meta.dirname, file)]);
    }
  });
});
