#!/usr/bin/env node
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { findCommand } from './lib/find-command.mjs';
import {
  electronSource,
  hasDisplay,
  noFetchReason,
  readyAddress,
  serveArguments,
} from './lib/start-options.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const ELECTRON = join(ROOT, 'node_modules/electron');
const FETCH_FAILED = join(ROOT, '.stamp/electron-fetch-failed');
const REACH_MS = 2_000;
const FETCH_MS = 180_000;

const say = (line) => process.stderr.write(`${line}\n`);

/** The Electron program of node_modules, or null. Never through `require('electron')`: that would download it. */
function electronProgram() {
  try {
    const program = join(ELECTRON, 'dist', readFileSync(join(ELECTRON, 'path.txt'), 'utf8').trim());
    return statSync(program).isFile() ? program : null;
  } catch {
    return null;
  }
}

/** Whether a TCP connection to a URL's host comes up: tells in two seconds what a download would tell in minutes. */
function reachable(address) {
  const url = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(url.port) || (url.protocol === 'http:' ? 80 : 443), url.hostname);
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(REACH_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** Tries to bring the Electron program once a day; says nothing and changes nothing where that is not possible. */
async function fetchElectron() {
  const lastFailure = existsSync(FETCH_FAILED) ? statSync(FETCH_FAILED).mtimeMs : null;
  if (noFetchReason(process.env, lastFailure, Date.now()) !== null) return;
  const proxied = Boolean(process.env.HTTPS_PROXY || process.env.https_proxy);
  let failed = !proxied && !(await reachable(electronSource(process.env)));
  if (!failed) {
    say('start: fetching Electron for the desktop window (about 110 MB) …');
    const fetched = spawnSync(process.execPath, [join(ELECTRON, 'install.js')], {
      cwd: ELECTRON,
      env: { ...process.env, ...(proxied ? { ELECTRON_GET_USE_PROXY: '1' } : {}) },
      stdio: 'ignore',
      timeout: FETCH_MS,
    });
    failed = fetched.status !== 0;
    if (failed) say('start: Electron could not be fetched; the browser shows Snowfleet instead');
  }
  if (!failed) return;
  mkdirSync(dirname(FETCH_FAILED), { recursive: true });
  writeFileSync(FETCH_FAILED, '');
}

async function desktopProgram() {
  if (process.env.SNOWFLEET_DOOR === 'browser') return null;
  if (!hasDisplay(process.env) || !existsSync(join(ROOT, 'out/main/index.js'))) return null;
  if (electronProgram() === null) await fetchElectron();
  return electronProgram();
}

/** Passes Ctrl-C and a polite kill on, and ends as the child ends. A stop by the user is no failure. */
function follow(child) {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // From the terminal the child, of the same group, has Ctrl-C already; a second copy might cut its tidying short.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(stopping ? 'SIGKILL' : 'SIGTERM');
      stopping = true;
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`start: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => resolve(stopping ? 0 : (code ?? 1)));
  });
}

function openBrowser(address) {
  const opener = hasDisplay(process.env) ? findCommand(['xdg-open']) : null;
  if (opener === null) return;
  spawn(opener, [address], { stdio: 'ignore', detached: true })
    .once('error', () => {})
    .unref();
}

function serve(args) {
  const child = spawn(process.execPath, [join(ROOT, 'bin/snowfleet'), ...serveArguments(args, process.env)], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
    const address = readyAddress(line);
    if (address !== null && !args.includes('--no-open')) openBrowser(address);
  });
  return follow(child);
}

/** Chromium's sandbox does not run as root, where Electron would end at once with a long message. */
const rootSwitches = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

async function main(args) {
  await build(['main', 'preload', 'renderer'], { ifStale: true });
  const program = await desktopProgram();
  if (program === null) return serve(args);
  return follow(spawn(program, [...rootSwitches(), ROOT, ...args], { stdio: 'inherit' }));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(`start: ${error.message}`);
  process.exitCode = 1;
}
