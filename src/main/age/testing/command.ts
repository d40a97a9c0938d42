import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why the age program cannot be compared with here; null where it can. */
export const missingForAge = (): string | null => {
  const missing = ['age', 'age-keygen', 'ssh-keygen', 'script'].filter(
    (name) => spawnSync(name, ['-h']).error !== undefined,
  );
  return missing.length === 0 ? null : `no ${missing.join(', ')}`;
};

/** A folder with keys made by the programs whose formats they are. */
export interface Workshop {
  readonly folder: string;
  path(name: string): string;
  write(name: string, content: string | Uint8Array): string;
  read(name: string): Buffer;
  /** Makes an identity of age; its path. */
  ageKey(name: string, options?: readonly string[]): string;
  /** Makes an SSH key; its path. */
  sshKey(name: string, type: 'ed25519' | 'rsa' | 'ecdsa', passphrase?: string): string;
  /** Runs age; its output. Throws with what it says. */
  age(args: readonly string[], input?: Uint8Array): Buffer;
  /** Runs age at a terminal, where alone it asks for passphrases. */
  ageAtTerminal(args: readonly string[], passphrase: string): Promise<string>;
  remove(): void;
}

export function workshop(program = 'age'): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'snowfleet-age-'));
  const path = (name: string): string => join(folder, name);
  const run = (command: string, args: readonly string[], input?: Uint8Array): Buffer => {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      input,
      cwd: folder,
      maxBuffer: 2 ** 30,
    });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.toString()}`);
    return stdout;
  };
  return {
    folder,
    path,
    write(name, content) {
      writeFileSync(path(name), content, { mode: 0o600 });
      return path(name);
    },
    read: (name) => readFileSync(path(name)),
    ageKey(name, options = []) {
      run(`${program}-keygen`, [...options, '-o', path(name)]);
      return path(name);
    },
    sshKey(name, type, passphrase = '') {
      const bits = type === 'rsa' ? ['-b', '2048'] : [];
      run('ssh-keygen', [
        '-q',
        '-t',
        type,
        ...bits,
        '-a',
        '1',
        '-N',
        passphrase,
        '-C',
        `${name}@test`,
        '-f',
        path(name),
      ]);
      return path(name);
    },
    age: (args, input) => run(program, args, input),
    ageAtTerminal: (args, passphrase) =>
      new Promise((resolve, reject) => {
        const command = [program, ...args].map((word) => `'${word}'`).join(' ');
        const child = spawn('script', ['-qec', command, '/dev/null'], {
          cwd: folder,
          stdio: ['pipe', 'pipe', 'ignore'],
        });
        let shown = '';
        let answered = 0;
        child.stdout.on('data', (chunk: Buffer) => {
          shown += chunk.toString();
          const asked = shown.match(/passphrase[^:]*: /gi)?.length ?? 0;
          for (; answered < asked; answered += 1) child.stdin.write(`${passphrase}\n`);
        });
        child.once('error', reject);
        child.once('close', () => resolve(shown));
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
