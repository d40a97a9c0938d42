import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { BROWSER_NAMES, browserArguments, findCommand } from './find-command.mjs';
import { readyAddress } from './start-options.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PROGRAM = join(ROOT, 'bin/snowfleet');
const READY_MS = 120_000;

/**
 * The running app on a practice fleet in a home of its own, in a real browser: for what the docs show. Calls
 * `work({ browser, address, cli, mark })` and takes everything away again. Throws where there is no browser.
 */
export async function withPracticeWindow(work) {
  const executablePath = findCommand(BROWSER_NAMES);
  if (executablePath === null) throw new Error(`none of ${BROWSER_NAMES.join(', ')} is installed`);
  const home = mkdtempSync(join(tmpdir(), 'snowfleet-docs-'));
  const cli = terminalDoor(home);
  const { server, ready } = startServer(home);
  let browser;
  try {
    const address = await ready;
    browser = await chromium.launch({ executablePath, args: browserArguments() });
    return await work({ browser, address, cli, mark: marker(home) });
  } finally {
    await browser?.close();
    await stop(server);
    await cli('practice', 'down').catch((error) => process.stderr.write(`${error.message}\n`));
    remove(home);
  }
}

/** A home of our own: SNOWFLEET_FLEET and the like would show the user's own fleet. */
function environment(home) {
  const { SNOWFLEET_FLEET: _fleet, ...env } = process.env;
  return { ...env, SNOWFLEET_HOME: home };
}

/** The terminal door onto the practice fleet of `home`. */
function terminalDoor(home) {
  const words = [PROGRAM, '--fleet', join(home, 'data/practice/fleet')];
  return (...more) => promisify(execFile)(process.execPath, [...words, ...more], { env: environment(home) });
}

/** Gives hosts something no store has seen, so that there is something to build for them. */
function marker(home) {
  return (hosts) => {
    for (const host of hosts) {
      const file = join(home, 'data/practice/fleet/hosts', host, 'default.nix');
      const text = readFileSync(file, 'utf8');
      const mark = `  environment.etc."motd".text = "Welcome to ${host}, ${new Date().toISOString()}";`;
      writeFileSync(file, text.replace(/\n}\n$/, `\n\n${mark}\n}\n`));
    }
  };
}

/** Starts the browser door; `ready` resolves with its address. */
function startServer(home) {
  const server = spawn(process.execPath, [PROGRAM, 'serve', '--no-open', '--practice'], {
    env: environment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server was not ready in time')), READY_MS);
    createInterface({ input: server.stdout }).on('line', (line) => {
      const address = readyAddress(line);
      if (address === null) return;
      clearTimeout(timer);
      resolve(address);
    });
    server.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}`));
    });
  });
  return { server, ready };
}

function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
    server.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    server.kill('SIGTERM');
  });
}

/** Stores of practice hosts are read-only, as stores are. */
function remove(dir) {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
  rmSync(dir, { recursive: true, force: true });
}
