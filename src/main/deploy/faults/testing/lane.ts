import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { SimHosts } from '../../../../../e2e/hosts/sim-hosts';

const execute = promisify(execFile);
const REACH_MS = 60_000;
const SETTLE_MS = 20_000;

/** Stops until the file goes that a test has put there, and says that it got so far. */
const HOLD = `#!/bin/sh
file=/etc/hold/$1
[ -e "$file" ] || exit 0
: >"$file.reached"
while [ -e "$file" ]; do sleep 0.05; done
`;

/** Programs that stand before the host's own, to stop it at a step. */
const WRAPPERS: Readonly<Record<string, string>> = {
  hold: HOLD,
  id: `#!/bin/sh
case $1 in -u) hold state-start ;; esac
exec /usr/bin/id "$@"
`,
  df: `#!/bin/sh
hold state-middle
exec /usr/bin/df "$@"
`,
  date: `#!/bin/sh
hold preflight-middle
exec /usr/bin/date "$@"
`,
  'nix-daemon': `#!/bin/sh
hold copy-start
if [ -e /etc/hold/copy-middle ]; then
  { stdbuf -o0 head -c 1000000; hold copy-middle; exec cat; } | NIX_BIN/nix-daemon "$@"
else
  exec NIX_BIN/nix-daemon "$@"
fi
`,
  'nix-env': `#!/bin/sh
case " $* " in *"$(cat /etc/hold/revision) "*) ;; *) exec NIX_BIN/nix-env "$@" ;; esac
hold profile-start
[ ! -e /etc/hold/do-profile-start ] || . /etc/hold/do-profile-start
NIX_BIN/nix-env "$@" || exit
hold profile-middle
[ ! -e /etc/hold/do-profile-middle ] || . /etc/hold/do-profile-middle
`,
  readlink: `#!/bin/sh
if [ -e /etc/hold/ack-start ]; then
  case $(tr '\\0' ' ' </proc/$PPID/cmdline) in *"snowfleet ack "*) hold ack-start ;; esac
fi
exec /usr/bin/readlink "$@"
`,
  mv: `#!/bin/sh
case "$*" in */ack) hold ack-middle ;; esac
exec /usr/bin/mv "$@"
`,
};

/** What a host is, seen from inside. */
export interface Truth {
  readonly running: string;
  readonly profile: string;
  /** What the boot loader would start. */
  readonly bootEntry: string;
}

/** One simulated host on which fault after fault is tried. All it says of itself is asked inside its namespaces. */
export class Lane {
  readonly name: string;
  readonly #sim: SimHosts;
  readonly root: string;

  private constructor(sim: SimHosts, name: string) {
    this.#sim = sim;
    this.name = name;
    this.root = sim.root(name);
  }

  /** Makes a host of `sim` ready. Its /nix gets a disk of its own, which can be full. */
  static async on(sim: SimHosts, name: string): Promise<Lane> {
    const lane = new Lane(sim, name);
    const store = join(lane.root, 'nix');
    const nixBin = (
      await execute('sh', ['-c', 'dirname "$(readlink -f "$(command -v nix-store)")"'])
    ).stdout.trim();
    await sim.stop(name);
    renameSync(store, `${store}.made`);
    mkdirSync(store);
    await execute('mount', ['-t', 'tmpfs', '-o', 'size=600m,nr_inodes=30000,mode=755', 'disk', store]);
    await execute('cp', ['-a', `${store}.made/.`, store]);
    for (const [program, text] of Object.entries(WRAPPERS)) {
      const file = join(lane.root, 'etc/practice-fakes', program);
      writeFileSync(file, text.replaceAll('NIX_BIN', nixBin));
      chmodSync(file, 0o755);
    }
    mkdirSync(join(lane.root, 'etc/hold'), { recursive: true });
    mkdirSync(join(lane.root, 'boot'), { recursive: true });
    chmodSync(join(lane.root, 'etc/hold'), 0o1777);
    writeFileSync(
      join(lane.root, 'home/deploy/.bashrc'),
      "[ ! -e /etc/hold/garbage ] || printf 'Welcome!\\n@state rubbish\\n@log x\\n\\033[31mnew mail\\007\\n@\\n'\n",
    );
    await sim.start(name);
    return lane;
  }

  async end(): Promise<void> {
    await this.#sim.stop(this.name);
    await execute('umount', [join(this.root, 'nix')]);
  }

  /** From now on what the new system, which ends in `revision`, comes to there waits. */
  hold(place: string): void {
    writeFileSync(this.#hold(place), '');
  }
  release(place: string): void {
    rmSync(this.#hold(place), { force: true });
  }
  isHeld(place: string): boolean {
    return existsSync(this.#hold(place)) && existsSync(`${this.#hold(place)}.reached`);
  }
  /** What the new system does at a place, as shell text. */
  order(place: string, text: string): void {
    writeFileSync(this.#hold(`do-${place}`), `${text}\n`);
  }
  mark(name: string, text = ''): void {
    writeFileSync(this.#hold(name), text);
  }
  /** Nothing is held, ordered or forbidden any more. */
  async clear(): Promise<void> {
    const folder = join(this.root, 'etc/hold');
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    rmSync(join(this.root, 'etc/nologin'), { force: true });
    rmSync(join(this.root, 'nix/filler'), { recursive: true, force: true });
  }
  /** Takes away the small disks that some faults bring. */
  async unmount(): Promise<void> {
    await this.inside('umount', '/boot').catch(() => undefined);
    await this.inside('umount', '/run/snowfleet').catch(() => undefined);
  }
  #hold(name: string): string {
    return join(this.root, 'etc/hold', name);
  }

  async reached(place: string): Promise<void> {
    await this.until(`${place} is reached`, () => existsSync(`${this.#hold(place)}.reached`));
  }
  async until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
    const last = Date.now() + REACH_MS;
    while (!(await check())) {
      if (Date.now() > last) throw new Error(`${this.name}: it never came so far that ${what}`);
      await sleep(15);
    }
  }

  /** Process 1 of the host, by the number it has on this machine. */
  pid(): number {
    const outer = readFileSync(join(this.#sim.dir, this.name, 'pid'), 'utf8').trim();
    const children = readFileSync(`/proc/${outer}/task/${outer}/children`, 'utf8').trim();
    return Number(children.split(' ')[0]);
  }

  /** A command in the host's namespaces and root. */
  async inside(...argv: string[]): Promise<string> {
    const words = [
      '--target',
      `${this.pid()}`,
      '--mount',
      '--pid',
      '--net',
      '--uts',
      '--root',
      '--wd=/',
      '--',
      ...argv,
    ];
    return (
      await execute('nsenter', words, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
    ).stdout.trim();
  }

  async truth(): Promise<Truth> {
    const [running = '', profile = '', bootEntry = ''] = (
      await this.inside(
        'sh',
        '-c',
        'readlink -f /run/current-system; readlink -f /nix/var/nix/profiles/system; cat /boot/entry',
      )
    ).split('\n');
    return { running, profile, bootEntry };
  }

  /** Command lines inside the host. */
  async processes(): Promise<string[]> {
    return (await this.inside('ps', '-eo', 'pid=,args=')).split('\n').map((line) => line.trim());
  }
  async isActivating(): Promise<boolean> {
    return (await this.processes()).some((line) => /activate\.sh|switch-to-configuration/.test(line));
  }

  /** Waits for an activation, and restarts the host where it does not come to an end. */
  async settle(): Promise<void> {
    const last = Date.now() + SETTLE_MS;
    while (await this.isActivating()) {
      if (Date.now() > last) {
        await this.stop();
        await this.start();
        return;
      }
      await sleep(100);
    }
  }

  /** Everything that activations of a run have written of their state, from the copy that outlives a restart. */
  states(run: string): string {
    const folder = join(this.root, 'var/lib/snowfleet/runs');
    if (!existsSync(folder)) return '';
    return readdirSync(folder)
      .filter((name) => name.startsWith(run))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
  }

  /** Kills every session of sshd, not sshd; answers how many there were. */
  async killSessions(): Promise<number> {
    const sessions = (await this.processes()).filter((line) => /^\d+ sshd: (?!\/usr)/.test(line));
    const pids = sessions.map((line) => line.split(' ')[0] as string);
    if (pids.length > 0) await this.inside('kill', '-KILL', ...pids).catch(() => undefined);
    return pids.length;
  }

  isUp(): boolean {
    return existsSync(join(this.#sim.dir, this.name, 'pid'));
  }
  unplug(): Promise<void> {
    return this.#sim.unplug(this.name);
  }
  plug(): Promise<void> {
    return this.#sim.plug(this.name);
  }
  async hasCarrier(): Promise<boolean> {
    return !(await this.inside('ip', 'link', 'show', 'eth0')).includes('NO-CARRIER');
  }
  stop(): Promise<void> {
    return this.#sim.stop(this.name);
  }
  start(): Promise<void> {
    return this.#sim.start(this.name);
  }

  /** Fills a folder's disk to the last byte and the last file; throws when something can still be written. */
  async fill(folder: string): Promise<void> {
    const script = `mkdir -p "$1/filler" && cd "$1/filler" || exit 1
      n=0; while printf "" >"f$n"; do n=$((n + 1)); done 2>/dev/null
      rm -f "f$((n - 1))"; cat /dev/zero >big 2>/dev/null
      if echo more 2>/dev/null >again; then exit 1; fi
      exit 0`;
    await this.inside('sh', '-c', script, 'sh', folder);
  }

  /** The host's own key becomes another one; the answer puts the old one back. */
  async changeKey(): Promise<() => void> {
    const file = join(this.root, 'etc/ssh/ssh_host_ed25519_key');
    renameSync(file, `${file}.old`);
    renameSync(`${file}.pub`, `${file}.pub.old`);
    await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
    return () => {
      renameSync(`${file}.old`, file);
      renameSync(`${file}.pub.old`, `${file}.pub`);
    };
  }

  /** What sudo wants to hear from now on. */
  async setPassword(password: string): Promise<void> {
    const { stdout } = await execute('openssl', ['passwd', '-6', password]);
    const file = join(this.root, 'etc/shadow');
    const lines = readFileSync(file, 'utf8').replace(/^deploy:[^:]*/m, `deploy:${stdout.trim()}`);
    writeFileSync(file, lines);
  }
  /** Whether sudo wants a password at all. */
  demandPassword(demanded: boolean): void {
    const file = join(this.root, 'etc/sudoers');
    const text = readFileSync(file, 'utf8').replace(
      /^deploy .*$/m,
      `deploy ALL=(ALL:ALL) ${demanded ? '' : 'NOPASSWD:'} ALL`,
    );
    rmSync(file);
    writeFileSync(file, text, { mode: 0o440 });
  }
}
