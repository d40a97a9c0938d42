import { CommanderError } from 'commander';
import { AppError, type ErrorShape, isAppError } from '../../shared/contract';
import { findAppRoot } from '../app-root';
import type { Answer, Cli, Globals } from './cli';
import { splitCommandLine, wantsJson } from './command-line';
import { EXIT, exitCodeOfError } from './exit-codes';
import { createIo, type Io, printError } from './io';
import { listenForInterrupts, type ProcessInterrupts } from './interrupts';
import { openSession } from './open-session';
import { buildProgram } from './program';

/**
 * The terminal door: runs one command line (without node and script) and sets `process.exitCode`. Never
 * throws: every failure is printed, in JSON where that was asked for.
 */
export async function main(argv: string[]): Promise<void> {
  // A reader that has seen enough (`| head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const io = createIo(
    {
      stdout: process.stdout,
      stderr: process.stderr,
      isInteractive: process.stdin.isTTY && process.stderr.isTTY,
    },
    wantsJson(argv),
  );
  const interrupts = listenForInterrupts();
  try {
    process.exitCode = await runCommandLine(argv, io, interrupts);
  } finally {
    interrupts.release();
  }
}

/** The exit code of one command line. */
async function runCommandLine(
  argv: readonly string[],
  io: Io,
  interrupts: ProcessInterrupts,
): Promise<number> {
  const line = splitCommandLine(argv);
  let code: number = EXIT.done;
  function act<Args extends readonly unknown[]>(body: (cli: Cli, ...args: Args) => Answer) {
    return async (...args: unknown[]): Promise<void> => {
      const cli = cliFor(program.opts<Globals>(), line.remote, io, interrupts);
      // The parser hands over operands and options in the order the command declares them.
      code = (await body(cli, ...(args as unknown as Args))) ?? EXIT.done;
    };
  }
  const program = buildProgram(findAppRoot().version, act);
  try {
    await program.parseAsync([...line.args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    if (error instanceof CommanderError && error.code === 'commander.help' && !io.json)
      io.say(program.helpInformation());
    const shape = shapeOf(error);
    printError(io, shape);
    return exitCodeOfError(shape.code);
  }
}

function cliFor(
  globals: Globals,
  remote: readonly string[] | null,
  io: Io,
  interrupts: ProcessInterrupts,
): Cli {
  const place = { globals, env: process.env, cwd: process.cwd(), io };
  return {
    ...place,
    remote,
    interrupts,
    signal: interrupts.signal,
    withFleet: (body) => openSession(place, 'required', body),
    withoutFleet: (body) => openSession(place, 'none', body),
  };
}

function shapeOf(error: unknown): ErrorShape {
  if (isAppError(error)) return error.toShape();
  if (error instanceof CommanderError) {
    const message =
      error.code === 'commander.help' ? 'The command is missing.' : error.message.replace(/^error: /, '');
    return new AppError('usage', message, {
      hint: 'See snowfleet --help, or snowfleet COMMAND --help.',
    }).toShape();
  }
  if (process.env['SNOWFLEET_DEBUG'] === '1') console.error(error);
  return new AppError('internal', 'Something failed inside Snowfleet.', {
    hint: 'This is a defect; run again with SNOWFLEET_DEBUG=1 and report what it prints.',
  }).toShape();
}
