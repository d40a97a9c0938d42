import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processesOf } from '../../support/processes';

export const ROOT = dirname(dirname(dirname(import.meta.dirname)));
export const PROGRAM = join(ROOT, 'bin/snowfleet');
/** Longest that processes may take to end after they were told to. */
const END_MS = 15_000;

export interface Answer {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is still under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly answer: Promise<Answer>;
  /** The next lines of standard output as JSON, from the first on. Ends with the output. */
  events(): AsyncIterable<Event>;
}

/** A line of a command that runs. */
export interface Event {
  readonly type: string;
  readonly data?: {
    readonly kind: string;
    readonly host?: string;
    readonly stage?: string;
    readonly state?: string;
  };
  readonly job?: { readonly steps: readonly { readonly id: string; readonly state: string }[] };
  readonly [key: string]: unknown;
}

export interface CallOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
  /** Words before node, e.g. to be another user. */
  readonly wrapper?: readonly string[];
}

/** The terminal door on a home and a fleet of its own. */
export class Door {
  /** Everything of this door lies here, and goes with it. */
  readonly dir: string;
  readonly home: string;
  readonly fleet: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #atEnd: (() => void | Promise<void>)[] = [];

  /** `folder`: the fleet's name below the door's own folder. */
  constructor(folder = 'x') {
    this.dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-door-')));
    this.home = join(this.dir, 'home');
    this.fleet = join(this.dir, folder);
    mkdirSync(this.home);
    writeFileSync(join(this.dir, 'gitconfig'), '[user]\n\tname = Ada\n\temail = ada@localhost\n');
    this.env = {
      ...process.env,
      // The systems of tests are built with the tools of this machine, which a sandbox hides.
      NIX_CONFIG: 'sandbox = false',
      SNOWFLEET_HOME: this.home,
      SNOWFLEET_FLEET: this.fleet,
      GIT_CONFIG_GLOBAL: join(this.dir, 'gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
      SSH_AUTH_SOCK: '',
    };
  }

  /** A copy of the bundled fleet. */
  static bundled(folder?: string): Door {
    const door = new Door(folder);
    cpSync(join(ROOT, 'fleet'), door.fleet, { recursive: true });
    return door;
  }

  /** Runs a command to its end. */
  run(words: readonly string[], options: CallOptions = {}): Promise<Answer> {
    return this.start(words, options).answer;
  }

  /** Its document, or its last line; throws unless it exits with `code`. */
  async json<Document = Record<string, unknown>>(
    words: readonly string[],
    options: CallOptions & { readonly code?: number } = {},
  ): Promise<Document> {
    const { code, stdout, stderr } = await this.run(['--json', ...words], options);
    const wanted = options.code ?? 0;
    if (code !== wanted) {
      throw new Error(
        `snowfleet ${words.join(' ')}: exit ${code}, not ${wanted}\n${tail(stdout)}\n${stderr}`,
      );
    }
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Document;
  }

  start(words: readonly string[], options: CallOptions = {}): Running {
    const argv = [...(options.wrapper ?? []), process.execPath, PROGRAM, ...words];
    const child = spawn(argv[0] as string, argv.slice(1), {
      cwd: options.cwd ?? this.dir,
      env: { ...this.env, ...options.env },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => undefined).end(options.input);
    let [stdout, stderr] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const answer = new Promise<Answer>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
    return {
      child,
      pid: child.pid ?? 0,
      answer,
      // Looked at in `stdout` as it grows: a reader that stops early must not stop the program at a full pipe.
      async *events() {
        const ended = { now: false };
        void answer.finally(() => (ended.now = true));
        for (let at = 0; ;) {
          const end = stdout.indexOf('\n', at);
          if (end >= 0) {
            yield JSON.parse(stdout.slice(at, end)) as Event;
            at = end + 1;
          } else if (ended.now) {
            return;
          } else {
            await pause(3);
          }
        }
      },
    };
  }

  read(file: string): string {
    return readFileSync(join(this.fleet, file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.fleet, file)), { recursive: true });
    writeFileSync(join(this.fleet, file), text);
  }

  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.fleet, env: this.env, encoding: 'utf8' });
  }

  /** Makes the fleet a repository with one commit. */
  commitAll(): void {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message=first');
  }

  /** Done by {@link end}, last first, before the folder goes. */
  atEnd(work: () => void | Promise<void>): void {
    this.#atEnd.push(work);
  }

  /** Ends every process of this door, also practice hosts, and removes its folder. Throws when one had to be killed. */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    for (const work of this.#atEnd.splice(0).toReversed()) {
      try {
        await work();
      } catch (error) {
        failures.push(error);
      }
    }
    try {
      if (processesOf(this.home).length > 0) await this.run(['practice', 'down']);
      const left = await this.#left();
      for (const { pid } of left) kill(pid);
      if (left.length > 0)
        failures.push(new Error(`left running: ${left.map((one) => one.command).join('; ')}`));
    } finally {
      // Stores of practice hosts are read-only, as stores are.
      execFileSync('chmod', ['-R', 'u+w', '--', this.dir]);
      rmSync(this.dir, { recursive: true, force: true });
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'));
  }

  async #left(): Promise<ReturnType<typeof processesOf>> {
    const until = Date.now() + END_MS;
    let left = processesOf(this.home);
    while (left.length > 0 && Date.now() < until) {
      await pause(50);
      left = processesOf(this.home);
    }
    return left;
  }
}

/** The error that a command printed as JSON, from its only or last line. */
export function errorOf({ stdout }: Answer): { code: string; message: string; hint: string } {
  const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { error: never };
  return last.error;
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function tail(text: string): string {
  return text.slice(-2000);
}
