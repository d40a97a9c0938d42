#!/usr/bin/env node
// Runs before node_modules exists and must parse on the Node it refuses: node: modules only, syntax of Node 14.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lib/lock.mjs';
import {
  commandFolders,
  distribution,
  harmlessToInstall,
  installHint,
  missingPackages,
  parseOsRelease,
} from './lib/system-packages.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/** Null when this Node can run Snowfleet, else a sentence and a hint. */
export function nodeProblem(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return null;
  return {
    message: `Snowfleet needs Node ${OLDEST_NODE.join('.')} or newer; this is ${version}.`,
    hint: 'Install Node 22 LTS (nodejs.org, your distribution, or `nix shell nixpkgs#nodejs_22`) and run this again.',
  };
}

/** What an installed node_modules is valid for: these exact packages, on this platform, for this Node's ABI. */
export function stampOf(lockfile, platform, nodeVersion) {
  const major = nodeVersion.replace(/^v/, '').split('.')[0];
  return createHash('sha256').update(`${lockfile}\0${platform}\0${major}`).digest('hex');
}

/** Names whose install scripts package.json allows. */
export function allowedScripts(manifest) {
  const allowed = manifest.allowScripts || {};
  return Object.keys(allowed).filter((name) => allowed[name] === true);
}

/**
 * Whether npm's own record of an existing node_modules (`node_modules/.package-lock.json`) holds every package
 * of the lockfile at the same content. Optional packages may be absent: they are for other platforms.
 */
export function installedMatches(lockfile, hiddenLockfile) {
  const wanted = lockfile.packages || {};
  const present = hiddenLockfile.packages || {};
  return Object.keys(wanted).every((place) => {
    if (place === '') return true;
    const have = present[place];
    if (have === undefined) return wanted[place].optional === true || wanted[place].devOptional === true;
    return have.version === wanted[place].version && have.integrity === wanted[place].integrity;
  });
}

/** What a failed `npm ci` most likely means, from what it wrote. */
export function installFailureHint(output) {
  const known = [
    [
      /\b(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|ERR_SOCKET_TIMEOUT|ENETUNREACH)\b/,
      'The npm registry cannot be reached: check the network, the proxy (npm config get proxy) and the registry (npm config get registry).',
    ],
    [
      /\bE40[13]\b/,
      'The npm registry refused this machine: check `npm config get registry` and its credentials.',
    ],
    [
      /\bEUSAGE\b|can only install packages when/,
      'package.json and package-lock.json disagree: run `npm install` and commit the lockfile.',
    ],
    [/\bENOSPC\b/, 'The disk is full: free about 700 MB.'],
    [
      /\b(EACCES|EPERM|EROFS)\b/,
      'This user may not write to node_modules or the npm cache: check who owns them.',
    ],
    [
      /\bEINTEGRITY\b/,
      'A downloaded package differs from the lockfile: run `npm cache clean --force` and try again.',
    ],
  ];
  const found = known.find(([pattern]) => pattern.test(output));
  return found ? found[1] : 'The lines above are npm’s own; `npm ci` shows them again.';
}

const say = (line) => process.stderr.write(`${line}\n`);

class BootstrapError extends Error {
  constructor(message, hint, exitCode) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** npm as started by npm itself (then the same npm answers), else the one on PATH. */
function npm(args) {
  const own = process.env.npm_execpath;
  const viaNode = own !== undefined && own.endsWith('npm-cli.js');
  const command = viaNode ? process.execPath : 'npm';
  return spawnSync(command, viaNode ? [own].concat(args) : args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function runNpm(args, failed) {
  const result = npm(args);
  if (result.error && result.error.code === 'ENOENT') {
    throw new BootstrapError(
      'npm was not found.',
      'It comes with Node; Debian packages it apart as `npm`.',
      1,
    );
  }
  if (result.status === 0) return;
  const output = `${result.stdout || ''}${result.stderr || ''}`;
  process.stderr.write(output);
  throw new BootstrapError(failed, installFailureHint(output), 1);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

async function installPackages() {
  const lockfile = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const stamp = stampOf(lockfile, `${process.platform}-${process.arch}`, process.version);
  const stampFile = join(ROOT, 'node_modules', '.snowfleet-stamp');
  const fresh = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === stamp;
  if (fresh()) return;
  await withLock(
    join(ROOT, '.stamp', 'bootstrap.lock'),
    () => {
      if (fresh()) return;
      const hidden = join(ROOT, 'node_modules', '.package-lock.json');
      // A stamp that is there and differs tells of another platform or Node: only a missing one may be adopted.
      if (
        !existsSync(stampFile) &&
        existsSync(hidden) &&
        installedMatches(JSON.parse(lockfile), readJson(hidden))
      ) {
        say('bootstrap: node_modules already holds what package-lock.json names');
      } else {
        const started = Date.now();
        say('bootstrap: installing the packages of package-lock.json with npm ci …');
        runNpm(
          ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
          'Installing the packages failed.',
        );
        say(`bootstrap: packages installed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      }
      const allowed = allowedScripts(readJson(join(ROOT, 'package.json')));
      for (const name of allowed) {
        runNpm(['rebuild', name, '--loglevel=error'], `The install script of ${name} failed.`);
      }
      writeFileSync(stampFile, `${stamp}\n`);
    },
    {
      timeoutMs: 600_000,
      onWait: (owner) => say(`bootstrap: waiting for process ${owner.pid}, which is installing`),
    },
  );
}

function commandExists(command) {
  return commandFolders(process.env.PATH).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/run/current-system/sw/lib',
];

const hasRow = (row) =>
  row.command === undefined
    ? LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, row.library)))
    : commandExists(row.command);

function aptGet(args) {
  const env = Object.assign({}, process.env, { DEBIAN_FRONTEND: 'noninteractive' });
  return spawnSync('apt-get', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Brings what the suites need where that is allowed; never fails: a suite without its tool says why it is skipped. */
function installSystemPackages() {
  const missing = missingPackages(hasRow);
  if (missing.length === 0) return;
  const release = existsSync('/etc/os-release')
    ? parseOsRelease(readFileSync('/etc/os-release', 'utf8'))
    : {};
  const kind = distribution(release);
  const root = typeof process.getuid === 'function' && process.getuid() === 0;
  const wanted = harmlessToInstall(missing, existsSync('/run/systemd/system'));
  if (kind === 'debian' && root && wanted.length > 0 && process.env.SNOWFLEET_SYSTEM_PACKAGES !== 'keep') {
    const names = Array.from(new Set(wanted.map((row) => row.debian)));
    say(
      `bootstrap: installing for the suites: ${names.join(' ')} (SNOWFLEET_SYSTEM_PACKAGES=keep leaves the system alone)`,
    );
    const install = ['install', '-y', '-q', '--no-install-recommends', '--'].concat(names);
    let result = aptGet(install);
    if (result.status !== 0) {
      aptGet(['update', '-q']);
      result = aptGet(install);
    }
    if (result.status !== 0) process.stderr.write((result.stderr || '').split('\n').slice(-8).join('\n'));
  }
  const left = missingPackages(hasRow, missing);
  if (left.length === 0) return;
  say(
    `bootstrap: not installed, so skipped: ${left.map((row) => `${row.command || row.library} (${row.for})`).join(', ')}`,
  );
  say(`bootstrap: to have them: ${installHint(kind, left)}`);
}

async function main(args) {
  const problem = nodeProblem(process.version);
  if (problem !== null) throw new BootstrapError(problem.message, problem.hint, 2);
  await installPackages();
  if (args.includes('--test')) installSystemPackages();
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    say(`bootstrap: ${error.message}`);
    if (error.hint) say(`  ${error.hint}`);
    process.exitCode = error.exitCode || 1;
  });
}
