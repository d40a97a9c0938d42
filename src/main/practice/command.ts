import { spawn, type ChildProcess } from 'node:child_process';
import { insideArgv, insideEnv, type Booted } from './namespace';
import type { MachineTools } from './tools';

export interface TerminalRequest {
  term: string;
  cols: number;
  rows: number;
}

/** The two protocols by which Nix talks to another machine's store, with what each runs there. */
function storeProtocol(command: string, tools: MachineTools): string[] | null {
  if (/^(?:\S*\/)?nix-store\s+--serve(?:\s+--write)?\s*$/.test(command))
    return [tools.nixStore, '--serve', '--write'];
  if (/^(?:\S*\/)?nix-daemon\s+--stdio\s*$/.test(command)) return [tools.nixDaemon, '--stdio'];
  return null;
}

/** The store URI of a host's own store as seen from outside. */
export function storeUri(dir: string): string {
  return `local?root=${dir.split('/').map(encodeURIComponent).join('/')}`;
}

/** Starts what a login asked for: a command, or a shell where `command` is null. */
export function startCommand(
  host: { readonly dir: string; readonly booted: Booted },
  tools: MachineTools,
  command: string | null,
  terminal: TerminalRequest | null,
): ChildProcess {
  const protocol = command === null || terminal !== null ? null : storeProtocol(command, tools);
  if (protocol) {
    // Outside the namespace, where the store can be written also when inside it is a read-only union.
    const [program, ...rest] = [
      ...protocol,
      '--store',
      storeUri(host.dir),
      '--option',
      'require-sigs',
      'false',
    ];
    const env = {
      PATH: tools.path,
      HOME: `${host.dir}/root`,
      NIX_CONF_DIR: `${host.dir}/etc/nix`,
      LC_ALL: 'C.UTF-8',
    };
    return start([tools.setpriv, '--pdeathsig', 'KILL', program as string, ...rest], env, false);
  }
  const login = command === null ? [host.booted.shell, '-l'] : [host.booted.shell, '-c', command];
  if (terminal === null) return start(insideArgv(host.booted, tools, login), insideEnv(tools), false);
  // script(1) must run inside: session, terminal and pid namespace have to be one for job control and exit codes.
  // It takes a shell text; the data travels in variables, and descriptor 3 tells us which terminal it made.
  const wrapped = [
    'script',
    '-qefc',
    command === null
      ? 'stty rows "$PRACTICE_ROWS" cols "$PRACTICE_COLS"; tty >&3; exec 3>&-; unset PRACTICE_ROWS PRACTICE_COLS; exec "$SHELL" -l'
      : 'stty rows "$PRACTICE_ROWS" cols "$PRACTICE_COLS"; tty >&3; exec 3>&-; exec "$SHELL" -c "$PRACTICE_COMMAND"',
    '/dev/null',
  ];
  const environment = {
    TERM: terminal.term,
    PRACTICE_ROWS: String(terminal.rows),
    PRACTICE_COLS: String(terminal.cols),
    ...(command === null ? {} : { PRACTICE_COMMAND: command }),
  };
  return start(insideArgv(host.booted, tools, wrapped, environment), insideEnv(tools), true);
}

function start(argv: readonly string[], env: NodeJS.ProcessEnv, tellsTerminal: boolean): ChildProcess {
  const [program, ...rest] = argv;
  return spawn(program as string, rest, {
    env,
    cwd: '/',
    stdio: tellsTerminal ? ['pipe', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'],
  });
}

/** Gives a terminal of the host another size; what runs in it is told by the kernel (SIGWINCH). */
export function resizeTerminal(
  booted: Booted,
  tools: MachineTools,
  device: string,
  size: { cols: number; rows: number },
): void {
  const argv = ['stty', '-F', device, 'rows', String(size.rows), 'cols', String(size.cols)];
  const child = start(insideArgv(booted, tools, argv), insideEnv(tools), false);
  // A terminal that has just closed has no size any more.
  child.on('error', () => undefined);
  child.stdin?.end();
}

/** Runs a program of ours inside a host to its end; it may write the store. */
export async function runInside(
  booted: Booted,
  tools: MachineTools,
  argv: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(insideArgv(booted, tools, argv, {}, 'build'), insideEnv(tools), false);
  child.stdin?.end();
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
