import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../free-port';

const execute = promisify(execFile);
const FIRMWARE = '/usr/share/OVMF';
const MAKE = join(import.meta.dirname, '../../../installer-images/practice/make.sh');

/** An emulated processor is some twenty times slower, and what else this machine does comes on top. */
const BOOT_MS = 600_000;
const PROGRAMS = { 'qemu-system-x86_64': 'qemu-system-x86', losetup: 'mount' };

/** Why no practice image can be made and started here, with the command that helps; null where it can. */
export function practiceVmMissing(): string | null {
  if (process.getuid?.() !== 0) return 'loop files need root';
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  const packages = Object.entries(PROGRAMS)
    .filter(([program]) => !folders.some((folder) => existsSync(join(folder, program))))
    .map(([, name]) => name);
  if (!existsSync(join(FIRMWARE, 'OVMF_CODE_4M.fd'))) packages.push('ovmf');
  if (packages.length > 0)
    return `programs are missing: sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
  const { status, stderr } = spawnSync('bash', [MAKE, '--check'], { encoding: 'utf8' });
  return status === 0 ? null : stderr.trim();
}

/** A file that is a drive, as long as it is held. */
export class LoopDrive {
  private constructor(
    readonly file: string,
    readonly device: string,
  ) {}

  static async attach(file: string): Promise<LoopDrive> {
    const { stdout } = await execute('losetup', ['--find', '--show', file]);
    return new LoopDrive(file, stdout.trim());
  }
  async detach(): Promise<void> {
    await execute('losetup', ['--detach', this.device]);
  }
}

export interface VmWish {
  readonly firmware: 'bios' | 'uefi';
  /** File of the stick; what is written to it is forgotten. */
  readonly stick: string;
  /** File of a disk inside the computer. */
  readonly disk?: string;
}

/** An emulated computer with a stick in it. Its SSH port is forwarded to {@link port} of loopback. */
export class PracticeVm {
  private constructor(
    readonly port: number,
    private readonly dir: string,
    private readonly machine: ChildProcess,
  ) {}

  static async start(wish: VmWish): Promise<PracticeVm> {
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-vm-'));
    const port = await freePort();
    // It ends with us, however we end.
    const words = ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...machineWords(wish, dir, port)];
    return new PracticeVm(port, dir, spawn('setpriv', words, { stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  /** What the serial line has said. */
  get console(): string {
    const file = join(this.dir, 'console');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** Until the serial line says it. Throws when the machine ends, or it takes too long. */
  async says(words: string): Promise<void> {
    const last = Date.now() + BOOT_MS;
    while (!this.console.includes(words)) {
      if (this.machine.exitCode !== null) throw new Error(`QEMU ended with ${this.machine.exitCode}`);
      if (Date.now() > last) throw new Error(`it never says "${words}": ${this.console.slice(-500)}`);
      await sleep(500);
    }
  }

  /** A picture of its screen, as PNG. */
  async picture(file: string): Promise<void> {
    await this.ask({ execute: 'screendump', arguments: { filename: file, format: 'png' } });
  }

  async end(): Promise<void> {
    if (this.machine.exitCode === null) {
      const gone = new Promise((resolve) => this.machine.once('exit', resolve));
      this.machine.kill('SIGKILL');
      await gone;
    }
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** One command of QEMU's own protocol. */
  private ask(command: object): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(join(this.dir, 'qmp'));
      let answers = '';
      socket.on('error', reject);
      socket.on('data', (chunk: Buffer) => {
        answers += chunk.toString();
        if (answers.includes('"error"')) reject(new Error(answers));
        if ((answers.match(/"return"/g) ?? []).length < 2) return;
        socket.end();
        resolve();
      });
      socket.write(`${JSON.stringify({ execute: 'qmp_capabilities' })}\n${JSON.stringify(command)}\n`);
    });
  }
}

function machineWords({ firmware, stick, disk }: VmWish, dir: string, port: number): string[] {
  const flash = (unit: number, file: string, readonly: string): string[] => [
    '-drive',
    `if=pflash,format=raw,unit=${unit},readonly=${readonly},file=${file}`,
  ];
  const variables = join(dir, 'variables.fd');
  if (firmware === 'uefi') copyFileSync(join(FIRMWARE, 'OVMF_VARS_4M.fd'), variables);
  return [
    ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '1024'],
    ['-nodefaults', '-vga', 'std', '-display', 'none'],
    firmware === 'uefi'
      ? [...flash(0, join(FIRMWARE, 'OVMF_CODE_4M.fd'), 'on'), ...flash(1, variables, 'off')]
      : [],
    ['-device', 'qemu-xhci', '-drive', `if=none,id=stick,format=raw,snapshot=on,file=${stick}`],
    ['-device', 'usb-storage,drive=stick,bootindex=1'],
    disk === undefined
      ? []
      : ['-drive', `if=none,id=disk,format=raw,file=${disk}`, '-device', 'virtio-blk-pci,drive=disk'],
    ['-netdev', `user,id=net0,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ['-device', 'virtio-net-pci,netdev=net0,romfile=', '-device', 'virtio-rng-pci'],
    ['-serial', `file:${join(dir, 'console')}`],
    ['-qmp', `unix:${join(dir, 'qmp')},server,nowait`],
  ].flat();
}
