import { AppError } from '../../shared/contract';
import { isCommandAbsent, runProcess } from '../process';
import { BuildTree, type BuildTreeOptions, type PlannedBuild } from './build-tree';
import { parseNixLine, type NixEvent } from './internal-json';
import type { NixProgress } from './types';

export interface NixRunOptions {
  readonly argvPrefix: readonly string[];
  readonly env: Record<string, string>;
  /** Settings for this run alone. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly progress?: NixProgress;
  /** Read by the program from standard input, which is a pipe. */
  readonly input?: string;
  readonly planned?: readonly PlannedBuild[];
  /** Milliseconds that a derivation of this name took before. */
  readonly expectedMs?: BuildTreeOptions['expectedMs'];
}

export interface NixRun {
  readonly code: number | null;
  readonly stdout: string;
  /** Messages of warnings and errors, without colours. */
  readonly messages: string;
  /** Everything it said that a person would read, line by line. */
  readonly log: readonly string[];
  readonly tree: BuildTree;
}

/** How often a running Nix tells the screen what changed. It may say hundreds of things a second. */
const TELL_EVERY_MS = 100;
const LOG_FORMAT = ['--log-format', 'internal-json', '-v'];
/** Node gives a child a socket for its input, which cannot be opened again as `/dev/stdin`; a pipe can. */
const FROM_PIPE = ['sh', '-c', 'cat | "$@"', 'snowfleet'];
const WARNING = 1;

/** We never let Nix write a lock file; its notice of that helps nobody. */
function isOurDoing(event: NixEvent): boolean {
  return event.kind === 'message' && event.text.startsWith('warning: not writing modified lock file');
}

/**
 * Runs one Nix program with its event stream on standard error. Resolves for every exit code; throws
 * `nix-absent` and `cancelled`.
 */
export async function runNix(argv: readonly string[], options: NixRunOptions): Promise<NixRun> {
  const tree = new BuildTree(options.planned, { expectedMs: options.expectedMs });
  const messages: string[] = [];
  const log: string[] = [];
  const { progress } = options;
  const tell = (): void => {
    for (let changes = tree.takeChanges(); changes !== null; changes = tree.takeChanges()) {
      progress?.data?.(changes);
      progress?.fraction?.(tree.fraction());
    }
  };
  const timer = progress ? setInterval(tell, TELL_EVERY_MS) : undefined;
  try {
    const [program = 'nix', ...rest] = argv;
    const before = options.input === undefined ? [] : FROM_PIPE;
    const settings = Object.entries(options.settings ?? {}).flatMap(([name, value]) => [
      '--option',
      name,
      value,
    ]);
    const words = [...options.argvPrefix, ...before, program, ...LOG_FORMAT, ...settings, ...rest];
    const result = await runProcess(words, {
      env: options.env,
      input: options.input,
      signal: options.signal,
      onStderrLine: (line) => {
        const event = parseNixLine(line);
        if (event === null || isOurDoing(event)) return;
        if (event.kind === 'text' || (event.kind === 'message' && event.level <= WARNING)) {
          messages.push(event.text);
        }
        const entry = tree.push(event);
        if (!entry) return;
        if (entry.source === 'nix') log.push(entry.text);
        progress?.log?.(entry.text, entry.source);
      },
      maxOutputBytes: 512 * 1024 * 1024,
    });
    return { code: result.code, stdout: result.stdout, messages: messages.join('\n'), log, tree };
  } catch (error) {
    if (!isCommandAbsent(error)) throw error;
    throw new AppError('nix-absent', `${argv[0] ?? 'nix'} is not on PATH.`, {
      hint: 'Install Nix, or start Snowfleet from a shell that finds it.',
      cause: error,
    });
  } finally {
    clearInterval(timer);
    tell();
  }
}
