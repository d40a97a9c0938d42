import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { processesOf } from './processes';

const ROOT = dirname(dirname(import.meta.dirname));
const PROGRAM = join(ROOT, 'bin/snowfleet');
/** Longest a start may take; the first of a run may have to build. */
const READY_MS = 90_000;
const STOP_MS = 15_000;

/** How a journey wants its Snowfleet. */
export interface SnowfleetOptions {
  /** The fleet to open; the practice copy of the bundled fleet where absent. */
  readonly fleet?: string;
  readonly sshConfig?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a command of the terminal door answered. */
export interface CliAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One running browser door on a home of its own, with the other doors onto the same state. */
export interface Snowfleet {
  /** With the one-time token. */
  readonly url: string;
  readonly home: string;
  readonly fleetDir: string;
  /** A file of the fleet, as it is now. */
  read(file: string): string;
  write(file: string, text: string): void;
  git(...words: string[]): string;
  /** The terminal door, on the same home and fleet. */
  cli(...words: string[]): Promise<CliAnswer>;
  /** The same with something on standard input. */
  feed(input: string, ...words: string[]): Promise<CliAnswer>;
  /** What the door has written to its streams so far. */
  said(): string;
  /** Its document, or its last line where it answers with events. Throws unless it exits with 0. */
  json<Answer>(...words: string[]): Promise<Answer>;
  /** Ends the door alone and starts it again on the same home, as after a reboot. Its new address. */
  restart(): Promise<string>;
  /** Ends the door and its practice hosts, and removes the home. Throws when a process stayed. */
  stop(): Promise<void>;
}

function environment(home: string, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const gitConfig = join(home, 'gitconfig');
  writeFileSync(gitConfig, '[user]\n\tname = Ada\n\temail = ada@localhost\n');
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // The systems of tests are built with the tools of this machine, which a sandbox hides.
    NIX_CONFIG: 'sandbox = false',
    SNOWFLEET_HOME: home,
    GIT_CONFIG_GLOBAL: gitConfig,
    GIT_CONFIG_NOSYSTEM: '1',
    SSH_AUTH_SOCK: '',
    ...extra,
  };
  // The user's own fleet and screen are none of a test's business.
  for (const name of ['SNOWFLEET_FLEET', 'DISPLAY', 'WAYLAND_DISPLAY']) delete env[name];
  return env;
}

/** The first line of `serve --json`. */
function ready(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const timer = setTimeout(() => reject(new Error(`serve was not ready in time\n${said}`)), READY_MS);
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`serve ${why}\n${said}`));
    };
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`ended with ${code}`));
    if (!server.stdout) return;
    createInterface({ input: server.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
    server.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    server.kill('SIGTERM');
  });
}

/** Waits until nothing of this home runs. Throws, after ending it, what stayed. */
async function noneLeft(home: string): Promise<void> {
  const until = Date.now() + STOP_MS;
  let left = processesOf(home);
  while (left.length > 0 && Date.now() < until) {
    await pause(50);
    left = processesOf(home);
  }
  if (left.length === 0) return;
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  throw new Error(`left running: ${left.map(({ pid, command }) => `${pid} ${command}`).join('; ')}`);
}

function remove(home: string): void {
  // Stores of practice hosts are read-only, as stores are.
  execFileSync('chmod', ['-R', 'u+w', '--', home]);
  rmSync(home, { recursive: true, force: true });
}

/** Starts the browser door as a user does, on a fresh home. */
export async function startSnowfleet(options: SnowfleetOptions = {}): Promise<Snowfleet> {
  const home = mkdtempSync(join(tmpdir(), 'snowfleet-journey-'));
  const env = environment(home, options.env);
  const fleetDir = options.fleet ?? join(home, 'data/practice/fleet');
  const global = [
    ...(options.fleet === undefined ? [] : ['--fleet', options.fleet]),
    ...(options.sshConfig === undefined ? [] : ['--ssh-config', options.sshConfig]),
  ];
  const words = [...global, '--json', 'serve', '--no-open'];
  if (options.fleet === undefined) words.push('--practice');
  let output = '';
  const begin = (): ChildProcess => {
    const started = spawn(process.execPath, [PROGRAM, ...words], {
      env,
      cwd: home,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    return started;
  };
  let server = begin();

  const cli = (...given: string[]): Promise<CliAnswer> => feed('', ...given);
  const feed = (input: string, ...given: string[]): Promise<CliAnswer> =>
    new Promise((resolve, reject) => {
      const all = [
        PROGRAM,
        ...(options.fleet === undefined ? ['--fleet', fleetDir] : []),
        ...global,
        ...given,
      ];
      const child = execFile(
        process.execPath,
        all,
        { env, cwd: home, encoding: 'utf8' },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') reject(error);
          else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
        },
      );
      if (input !== '') child.stdin?.end(input);
    });

  const stop = async (): Promise<void> => {
    await ended(server);
    try {
      if (existsSync(join(home, 'state/practice/process.json'))) await cli('practice', 'down');
      await noneLeft(home);
    } finally {
      remove(home);
    }
  };

  let url: string;
  try {
    url = await ready(server);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    home,
    fleetDir,
    read: (file) => readFileSync(join(fleetDir, file), 'utf8'),
    write: (file, text) => writeFileSync(join(fleetDir, file), text),
    git: (...given) => execFileSync('git', given, { cwd: fleetDir, env, encoding: 'utf8' }),
    cli,
    feed,
    said: () => output,
    async json<Answer>(...given: string[]) {
      const { code, stdout, stderr } = await cli('--json', ...given);
      if (code !== 0) throw new Error(`snowfleet ${given.join(' ')} ended with ${code}\n${stdout}${stderr}`);
      return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Answer;
    },
    async restart() {
      await ended(server);
      server = begin();
      return ready(server);
    },
    stop,
  };
}
