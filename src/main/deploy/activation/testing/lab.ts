import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const RESOURCES = fileURLToPath(new URL('../../../../../resources/deploy', import.meta.url));
export const ACTIVATE = join(RESOURCES, 'activate.sh');
export const DOOR = join(RESOURCES, 'activation-door.sh');
export const HEALTH = join(RESOURCES, 'health.sh');
export const TOKEN = 'a1'.repeat(16);
export const WHO = 'ada@attic';

/** How the activation of a lab's system goes: a shell text that sees `$system` and the action as `$1`. */
export const BEHAVIOUR = {
  good: 'case $1 in test) ln -sfn "$system" /run/current-system ;; esac',
  /** Nothing is changed. */
  fails: 'exit 1',
  half: 'ln -sfn "$system" /run/current-system; exit 2',
  units: 'ln -sfn "$system" /run/current-system; cat "$system/fails" >/run/failed-units; exit 4',
  reboot: 'exit 100',
  locked: 'exit 11',
  /** Its child ignores the first signal. */
  hangs: 'ln -sfn "$system" /run/current-system; trap "" TERM; sh -c \'trap "" TERM; sleep 61; sleep 62\'',
  noBoot: 'case $1 in test) ln -sfn "$system" /run/current-system ;; boot) exit 1 ;; esac',
  slowBoot: 'case $1 in test) ln -sfn "$system" /run/current-system ;; boot) sleep 61 ;; esac',
  slow: 'sleep 1; ln -sfn "$system" /run/current-system',
} as const;
type Behaviour = keyof typeof BEHAVIOUR;

const SYSTEMCTL = `#!/bin/sh
case "$*" in
*--failed*) cat /run/failed-units 2>/dev/null ;;
*active*) cat /run/active-units 2>/dev/null ;;
esac
exit 0
`;
const NIX_ENV = `#!/bin/sh
# As much of nix-env as sets a profile.
echo "nix-env $*" >>/run/calls
[ ! -e /run/full ] || { echo "No space left on device" >&2; exit 1; }
case $3 in
--set)
  number=1
  while [ -e "$2-$number-link" ]; do number=$((number + 1)); done
  ln -s "$4" "$2-$number-link" ;;
--switch-generation) number=$4 ;;
esac
ln -sfn "system-$number-link" "$2"
`;

export const pathOf = (name: string): string => `/nix/store/${name.padEnd(32, '0')}-nixos-system-lab`;

/** A host in little: a mount namespace whose /run, /var/lib and /nix are folders here. No sshd, no Nix. */
export class Lab {
  readonly dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-lab-')));
  readonly #shell: readonly string[];

  constructor(shell: readonly string[], options: { readonly without?: readonly string[] } = {}) {
    this.#shell = [`/usr/bin/${shell[0]}`, ...shell.slice(1)];
    for (const folder of ['run', 'var', 'bin', 'nix/store', 'nix/var/nix/profiles', 'nix/var/nix/gcroots'])
      mkdirSync(join(this.dir, folder), { recursive: true });
    this.program('systemctl', SYSTEMCTL);
    this.program('nix-env', NIX_ENV);
    // What runs as `sh` on the host is the shell under test.
    symlinkSync(realpathSync(`/usr/bin/${shell[0] ?? 'sh'}`), join(this.dir, 'bin/sh'));
    // Commands that are "not there" are hidden by a PATH of links.
    if (options.without) {
      for (const name of 'cat mkdir mv rm ln readlink sleep date grep tail head wc find sync tr dirname setsid flock'.split(
        ' ',
      ))
        if (!options.without.includes(name))
          symlinkSync(realpathSync(`/usr/bin/${name}`), join(this.dir, 'bin', name));
    }
    this.#path = options.without ? join(this.dir, 'bin') : `${join(this.dir, 'bin')}:/usr/bin:/bin`;
    this.system('old', 'good');
    symlinkSync(pathOf('old'), join(this.dir, 'nix/var/nix/profiles/system-1-link'));
    symlinkSync('system-1-link', join(this.dir, 'nix/var/nix/profiles/system'));
    symlinkSync(pathOf('old'), join(this.dir, 'run/current-system'));
  }
  readonly #path: string;

  program(name: string, text: string): void {
    writeFileSync(join(this.dir, 'bin', name), text);
    chmodSync(join(this.dir, 'bin', name), 0o755);
  }

  system(name: string, behaviour: Behaviour, failing: readonly string[] = []): string {
    const folder = join(this.dir, pathOf(name), 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(this.dir, pathOf(name), 'fails'), failing.map((unit) => `${unit}\n`).join(''));
    const file = join(folder, 'switch-to-configuration');
    writeFileSync(
      file,
      `#!/bin/sh\nsystem=$(dirname "$(dirname "$0")")\necho "$1 $system" >>/run/calls\numask >/run/umask\n${BEHAVIOUR[behaviour]}\nexit 0\n`,
    );
    chmodSync(file, 0o755);
    return pathOf(name);
  }

  /** A command on the lab's host. */
  spawn(argv: readonly string[], input = ''): ChildProcess {
    const child = spawn(
      'unshare',
      [
        ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
        '--mount',
        '--propagation',
        'private',
        'sh',
        '-c',
        'for one in run:run var:var/lib nix:nix; do mount --bind "$0/${one%:*}" "/${one#*:}" || exit 99; done; exec "$@"',
        this.dir,
        'env',
        '-i',
        `PATH=${this.#path}`,
        ...argv,
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    child.stdin?.on('error', () => undefined).end(input);
    return child;
  }

  async call(
    argv: readonly string[],
    input?: string,
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = this.spawn(argv, input);
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
  }

  /** A verb of the door, by this lab's shell. */
  door(verb: string, id: string, ...words: string[]): ReturnType<Lab['call']> {
    const input = verb === 'follow' ? '' : `token ${TOKEN}\n`;
    return this.call([...this.#shell, DOOR, verb, `/run/snowfleet/${id}`, ...words], input);
  }

  start(
    id: string,
    mode: 'switch' | 'test' | 'boot',
    system: string,
    options: { units?: string; seconds?: number; window?: number; set?: string; value?: string } = {},
  ): ReturnType<Lab['call']> {
    const { units = 'judge', seconds = 30, window = 30 } = options;
    const set = options.set ?? (mode === 'test' ? 'none' : 'path');
    const value = options.value ?? (set === 'none' ? '-' : system);
    const text = readFileSync(ACTIVATE, 'utf8');
    return this.door(
      'start',
      id,
      text,
      mode,
      system,
      set,
      value,
      String(seconds),
      String(window),
      units,
      WHO,
    );
  }

  /** The state, without times. */
  state(id: string): string[] {
    const file = join(this.dir, 'run/snowfleet', id, 'state');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^\d+ /, ''));
  }

  async until(id: string, words: string): Promise<void> {
    const last = Date.now() + 15_000;
    while (!this.state(id).some((line) => line.startsWith(words))) {
      if (Date.now() > last)
        throw new Error(`no "${words}" came: ${this.state(id).join(' | ')}\n${this.log(id)}`);
      await sleep(30);
    }
  }

  async ended(id: string): Promise<string> {
    await this.until(id, 'end ');
    return this.state(id).at(-1)?.replace('end ', '') ?? '';
  }

  /** To the process of an activation, or to the shell that waits for it. */
  signal(id: string, name: NodeJS.Signals, whom: 'pid' | 'keeper' = 'pid'): void {
    const pid = Number(/\d+/.exec(this.file(`run/snowfleet/${id}/${whom}`))?.[0]);
    // 0 would be this very process and its group.
    if (!(pid > 1)) throw new Error(`no activation ${id} runs`);
    process.kill(pid, name);
  }

  log(id: string): string {
    const file = join(this.dir, 'run/snowfleet', id, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  running(): string {
    return readlinkSync(join(this.dir, 'run/current-system'));
  }
  /** As on a host that was installed by other means. */
  forgetProfile(): void {
    const profiles = join(this.dir, 'nix/var/nix/profiles');
    for (const name of readdirSync(profiles)) rmSync(join(profiles, name));
  }
  bootDefault(): string {
    const profiles = join(this.dir, 'nix/var/nix/profiles');
    return readlinkSync(join(profiles, readlinkSync(join(profiles, 'system'))));
  }
  calls(): string[] {
    const file = join(this.dir, 'run/calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }
  file(path: string, text?: string): string {
    const whole = join(this.dir, path);
    if (text !== undefined) writeFileSync(whole, text);
    return existsSync(whole) ? readFileSync(whole, 'utf8') : '';
  }

  /** Processes that run on the lab's host: those that see its mounts. */
  processes(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/mountinfo`, 'utf8').includes(this.dir);
        } catch {
          return false;
        }
      })
      .map(Number);
  }

  /** Until nothing runs there any more. */
  async idle(): Promise<void> {
    const last = Date.now() + 10_000;
    while (this.processes().length > 0) {
      if (Date.now() > last) throw new Error(`still running: ${this.processes().join(' ')}`);
      await sleep(30);
    }
  }

  end(): void {
    for (const pid of this.processes()) kill(pid);
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended meanwhile.
  }
}

/** Whether labs can be had here: mount namespaces for this user. */
export function labMissing(): Promise<string | null> {
  const user = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return new Promise((resolve) => {
    execFile('unshare', [...user, '--mount', 'true'], (error) =>
      resolve(error === null && existsSync('/nix') ? null : 'no mount namespaces, or no folder /nix'),
    );
  });
}
