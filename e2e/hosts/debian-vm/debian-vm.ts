import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../free-port';

const execute = promisify(execFile);
const HERE = import.meta.dirname;
export const SWITCH = join(HERE, 'switch-to-configuration');

/** An emulated processor is some twenty times slower, and what else this machine does comes on top. */
const BOOT_MS = 400_000;
const PROGRAMS = { 'qemu-system-x86_64': 'qemu-system-x86', debootstrap: 'debootstrap', mke2fs: 'e2fsprogs' };

/** Why there can be no Debian in QEMU here, with the one command that helps; null where there can. */
export function debianVmMissing(): string | null {
  if (process.getuid?.() !== 0) return 'making a Debian needs root';
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  const packages = Object.entries(PROGRAMS)
    .filter(([program]) => !folders.some((folder) => existsSync(join(folder, program))))
    .map(([, name]) => name);
  return packages.length === 0
    ? null
    : `programs are missing: sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/** A Debian whose process 1 is systemd, emulated: a host that nobody has deployed to (see make.sh). */
export class DebianVm {
  static readonly host = 'debian';
  readonly sshConfig: string;
  readonly #dir: string;
  readonly #machine: ChildProcess;

  private constructor(dir: string, machine: ChildProcess) {
    this.#dir = dir;
    this.sshConfig = join(dir, 'ssh_config');
    this.#machine = machine;
  }

  /** Boots one whose disk is forgotten at the end, and returns when it lets somebody in. Makes the disk where there is none. */
  static async start(): Promise<DebianVm> {
    const image = await imageFolder();
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-debian-'));
    const port = await freePort();
    writeFileSync(
      join(dir, 'known_hosts'),
      `[127.0.0.1]:${port} ${readFileSync(join(image, 'host_key.pub'), 'utf8')}`,
    );
    writeFileSync(
      join(dir, 'ssh_config'),
      `Host ${DebianVm.host}
  HostName 127.0.0.1
  Port ${port}
  User deploy
  IdentityFile "${join(image, 'id_ed25519')}"
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile "${join(dir, 'known_hosts')}"
  GlobalKnownHostsFile none
  UpdateHostKeys no
  ConnectTimeout 60
  ServerAliveInterval 5
  ServerAliveCountMax 4
`,
    );
    // It ends with us, however we end.
    const words = ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...machineWords(image, dir, port)];
    const machine = spawn('setpriv', words, { stdio: 'ignore' });
    const vm = new DebianVm(dir, machine);
    try {
      await vm.up();
    } catch (error) {
      await vm.end();
      throw error;
    }
    return vm;
  }

  /** Until it lets somebody in. */
  async up(): Promise<void> {
    const last = Date.now() + BOOT_MS;
    for (;;) {
      let why = '';
      const isUp = await this.run('test -L /run/current-system').then(
        () => true,
        (error: unknown) => {
          why = String(error);
          return false;
        },
      );
      if (isUp) return;
      if (this.#machine.exitCode !== null) throw new Error(`QEMU ended with ${this.#machine.exitCode}`);
      if (Date.now() > last) throw new Error(`it does not come up: ${why}\n${this.#console()}`);
      await sleep(500);
    }
  }

  /** What a shell there says to a command; over a connection of its own, by the real ssh. */
  async run(command: string): Promise<string> {
    const { stdout } = await execute('ssh', [
      '-F',
      this.sshConfig,
      '-o',
      'BatchMode=yes',
      DebianVm.host,
      command,
    ]);
    return stdout.trim();
  }

  /** Cable out and in: connections neither end nor go on. */
  unplug(): Promise<void> {
    return this.#monitor('set_link nic0 off');
  }
  plug(): Promise<void> {
    return this.#monitor('set_link nic0 on');
  }
  /** Power off and on, without a word to the system. */
  cutPower(): Promise<void> {
    return this.#monitor('system_reset');
  }

  async end(): Promise<void> {
    if (this.#machine.exitCode === null) {
      const gone = new Promise((resolve) => this.#machine.once('exit', resolve));
      this.#machine.kill('SIGKILL');
      await gone;
    }
    rmSync(this.#dir, { recursive: true, force: true });
  }

  #monitor(command: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(join(this.#dir, 'monitor'));
      let prompts = '';
      let sent = false;
      socket.on('error', reject);
      socket.on('data', (chunk: Buffer) => {
        prompts += chunk.toString();
        const count = prompts.split('(qemu)').length - 1;
        // It echoes what is typed letter by letter, so it may come in any pieces.
        if (count === 1 && !sent) {
          sent = true;
          socket.write(`${command}\n`);
        }
        if (count >= 2) {
          socket.end();
          resolve();
        }
      });
    });
  }

  #console(): string {
    const file = join(this.#dir, 'console');
    return existsSync(file) ? readFileSync(file, 'utf8').slice(-500) : 'its console says nothing';
  }
}

function machineWords(image: string, dir: string, port: number): string[] {
  return [
    ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '768'],
    ['-nodefaults', '-display', 'none'],
    ['-kernel', join(image, 'vmlinuz'), '-initrd', join(image, 'initrd.img')],
    ['-append', 'root=/dev/vda rw console=ttyS0 quiet net.ifnames=0 mitigations=off random.trust_cpu=on'],
    // What is written goes to a file that is gone when QEMU is.
    ['-snapshot', '-drive', `file=${join(image, 'disk.img')},format=raw,if=virtio`],
    ['-netdev', `user,id=net0,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ['-device', 'virtio-net-pci,netdev=net0,id=nic0', '-device', 'virtio-rng-pci'],
    ['-serial', `file:${join(dir, 'console')}`],
    ['-monitor', `unix:${join(dir, 'monitor')},server,nowait`],
  ].flat();
}

/** The folder of the disk, made where it is not there; named by what makes it, so that another recipe makes another. */
async function imageFolder(): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'snowfleet-tests');
  const recipe = createHash('sha256');
  for (const name of ['make.sh', 'switch-to-configuration']) recipe.update(readFileSync(join(HERE, name)));
  const name = `debian-${recipe.digest('hex').slice(0, 16)}`;
  const folder = join(cache, name);
  if (existsSync(join(folder, 'disk.img'))) return folder;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache)) {
    if (old.startsWith('debian-')) rmSync(join(cache, old), { recursive: true, force: true });
  }
  const making = join(cache, `debian-making-${process.pid}`);
  await execute('bash', [join(HERE, 'make.sh'), making]);
  renameSync(making, folder);
  return folder;
}
