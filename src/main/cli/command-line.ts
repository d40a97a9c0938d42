/** Options that stand before or after the command, with whether a value follows. */
const GLOBAL_OPTIONS: ReadonlyMap<string, boolean> = new Map([
  ['--fleet', true],
  ['--ssh-config', true],
  ['--address', true],
  ['--feature-root', true],
  ['--passphrase-fd', true],
  ['--json', false],
  ['--stand-in', false],
]);

export interface CommandLine {
  /** For the option parser. */
  readonly args: readonly string[];
  /** Words for a command on a host, never looked at: after `--` of `exec`, after the host of `ssh`. */
  readonly remote: readonly string[] | null;
}

/**
 * Parts a command line into what is ours and what is for a host. `exec SELECTION -- CMD…` ends ours at `--`;
 * `ssh HOST CMD…` after the host, as OpenSSH itself does.
 */
export function splitCommandLine(argv: readonly string[]): CommandLine {
  const at = commandIndex(argv);
  switch (argv[at]) {
    case 'exec': {
      const end = argv.indexOf('--', at);
      return end < 0
        ? { args: argv, remote: null }
        : { args: argv.slice(0, end), remote: argv.slice(end + 1) };
    }
    case 'ssh': {
      const host = operandIndex(argv, at + 1);
      const remote = argv.slice(host + 1);
      return { args: argv.slice(0, host + 1), remote: remote[0] === '--' ? remote.slice(1) : remote };
    }
    default:
      return { args: argv, remote: null };
  }
}

/** Whether JSON is asked for; needed before the options are parsed, to say in JSON that they are wrong. */
export function wantsJson(argv: readonly string[]): boolean {
  return splitCommandLine(argv).args.some(
    (word, at, all) => word === '--json' && !all.slice(0, at).includes('--'),
  );
}

function commandIndex(argv: readonly string[]): number {
  return operandIndex(argv, 0);
}

/** The first word from `from` on that is neither a global option nor its value; the end when there is none. */
function operandIndex(argv: readonly string[], from: number): number {
  let at = from;
  while (at < argv.length) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-')) return at;
    at += GLOBAL_OPTIONS.get(word) === true ? 2 : 1;
  }
  return argv.length;
}
