import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Reach } from '../../src/main/ssh';
import { createTestSshd } from '../../src/main/ssh/testing/sshd';

/** Bytes of the file that goes up and down: 200 MB, as text, for that is what commands print. */
export const FILE_BYTES = 200_000_000;

/** One real sshd on loopback under many names, and OpenSSH's client set up to reach it. */
export interface World {
  readonly dir: string;
  /** For `ssh -F`, and for our own client. */
  readonly configFile: string;
  /** Names that all lead to the one server. */
  readonly names: readonly string[];
  /** {@link FILE_BYTES} of text. */
  readonly file: string;
  readonly text: Uint8Array;
  reach(name: string): Reach;
  /** The names in a file, one a line. */
  readonly nameList: string;
  /** Words for OpenSSH's ssh to share the connection whose socket is at `control`, or to open it. */
  sharing(control: string, master: 'stays' | 'ends'): string[];
  close(): Promise<void>;
}

/** Lines of 76 letters, no two alike: nothing on the way can make them smaller. */
function manyLines(bytes: number): Buffer {
  const lines = Buffer.alloc(bytes, '\n');
  const random = randomBytes(Math.ceil(bytes / 77) * 57);
  for (let from = 0, to = 0; to < bytes; from += 57, to += 77) {
    lines.write(random.toString('base64', from, from + 57), to, 'latin1');
  }
  return lines;
}

/** @throws Error when sshd is missing or does not start. */
export async function createWorld(count: number): Promise<World> {
  // Fifty logins at once are no attack here, and a connection carries as many commands as are sent.
  const sshd = await createTestSshd([
    'MaxStartups 500',
    'MaxSessions 500',
    'PrintMotd no',
    'PrintLastLog no',
    // bash reads the user's own start files for a command of sshd, unless it thinks that another shell began it; what
    // stands there would be most of what is timed.
    'SetEnv SHLVL=2',
  ]);
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-bench-ssh-'));
  const names = Array.from({ length: count }, (_, index) => `bench${String(index + 1).padStart(2, '0')}`);
  appendFileSync(
    sshd.configFile,
    `Host bench*\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${userInfo().username}\n  IdentityFile ${sshd.identity}\n` +
      `  IdentitiesOnly yes\n  UserKnownHostsFile ${sshd.knownHosts}\n  GlobalKnownHostsFile none\n  BatchMode yes\n`,
  );
  const text = manyLines(FILE_BYTES);
  const file = join(dir, 'text');
  writeFileSync(file, text);
  const nameList = join(dir, 'names');
  writeFileSync(nameList, names.map((name) => `${name}\n`).join(''));
  return {
    dir,
    configFile: sshd.configFile,
    names,
    file,
    text,
    reach: (name) => ({ host: name, source: 'ssh-config', destination: name, configFile: sshd.configFile }),
    nameList,
    sharing: (control, master) => [
      '-F',
      sshd.configFile,
      ...[
        'ControlMaster=auto',
        `ControlPersist=${master === 'stays' ? 'yes' : 'no'}`,
        `ControlPath=${control}`,
      ].flatMap((option) => ['-o', option]),
    ],
    async close() {
      await sshd.remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Runs a program to its end. @throws Error unless it ends with 0. */
export function finish(argv: readonly string[], stdin: 'ignore' | number = 'ignore'): Promise<void> {
  const [command = '', ...words] = argv;
  const child: ChildProcess = spawn(command, words, { stdio: [stdin, 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // Not `close`: a master that stays in the background may keep the stream of errors open.
    child.once('exit', (code, signal) => {
      child.stderr?.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${argv.join(' ')} ended with ${code ?? signal}: ${said}`));
    });
  });
}
