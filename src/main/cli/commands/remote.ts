import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { AppError, type ErrorShape, toErrorShape } from '../../../shared/contract';
import type { Act, Answer, Cli, Session } from '../cli';
import { EXIT, exitCodeOfError } from '../exit-codes';
import { harmless } from '../io';
import { select } from './reading';

/** How many hosts are spoken to at once. */
const AT_ONCE = 8;

interface Ran {
  readonly host: string;
  readonly code: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
  /** Whether it said more than was kept. */
  readonly truncated?: boolean;
  readonly error?: ErrorShape;
}

/** Commands on hosts. */
export function addRemote(program: Command, act: Act): void {
  program
    .command('exec')
    .argument('<selection...>', 'hosts: names, @tag, globs, and/or/not')
    .usage('[options] <selection...> -- <command...>')
    .description('runs a command on hosts; its words arrive as they are, without a shell')
    .action(
      act((cli, words: string[]) => {
        const argv = cli.remote ?? [];
        if (argv.length === 0) {
          throw new AppError('usage', 'The command to run is missing.', {
            hint: 'Write it after --, for example: snowfleet exec @laptop -- uptime',
          });
        }
        return exec(cli, words, argv);
      }),
    );

  program
    .command('ssh')
    .argument('<host>')
    .usage('[options] <host> [command...]')
    .description('opens your OpenSSH on a host, reached as Snowfleet reaches it')
    .action(
      act((cli, host: string) =>
        cli.withFleet(async (session) => {
          const [name = host] = await select(cli, session.client, [host]);
          return ssh(cli, session, name);
        }),
      ),
    );
}

function exec(cli: Cli, words: readonly string[], argv: readonly string[]): Answer {
  return cli.withFleet(async ({ client, core }) => {
    const hosts = await select(cli, client, words);
    const results: Ran[] = [];
    const waiting = [...hosts];
    const worker = async (): Promise<void> => {
      for (let host = waiting.shift(); host !== undefined; host = waiting.shift()) {
        const ran = await execOn(cli, core, host, argv);
        results.push(ran);
        tell(cli, ran, hosts.length > 1);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, hosts.length) }, worker));
    if (cli.signal.aborted) throw new AppError('cancelled', 'Cancelled.');
    const inOrder = hosts.flatMap((host) => results.filter((ran) => ran.host === host));
    if (cli.io.json) cli.io.document({ type: 'result', hosts: inOrder });
    return Math.max(EXIT.done, ...inOrder.map(exitCodeOf));
  });
}

async function execOn(cli: Cli, core: Session['core'], host: string, argv: readonly string[]): Promise<Ran> {
  const started = performance.now();
  try {
    const { code, signal, stdout, stderr, ms, truncated } = await core.exec(host, argv, {
      signal: cli.signal,
    });
    return {
      host,
      code,
      ...(signal === undefined ? {} : { signal }),
      stdout,
      stderr,
      ms,
      ...(truncated ? { truncated } : {}),
    };
  } catch (error) {
    const ms = Math.round(performance.now() - started);
    return { host, code: null, stdout: '', stderr: '', ms, error: toErrorShape(error) };
  }
}

function exitCodeOf(ran: Ran): number {
  if (ran.error !== undefined) return exitCodeOfError(ran.error.code);
  return ran.code === 0 ? EXIT.done : EXIT.failed;
}

const lines = (text: string): string[] => harmless(text).replace(/\n$/, '').split('\n');

function tell(cli: Cli, ran: Ran, isNamed: boolean): void {
  if (cli.io.json) {
    cli.io.document({ type: 'host', ...ran });
    return;
  }
  const name = isNamed ? `${ran.host}: ` : '';
  if (ran.stdout !== '') for (const line of lines(ran.stdout)) cli.io.print(`${name}${line}\n`);
  if (ran.stderr !== '') for (const line of lines(ran.stderr)) cli.io.say(`${name}${line}\n`);
  if (ran.error !== undefined) {
    cli.io.say(`error: ${ran.host}: ${harmless(ran.error.message)}`);
    if (ran.error.hint !== '') cli.io.say(`hint: ${harmless(ran.error.hint)}`);
  } else if (ran.code !== 0) cli.io.say(`${ran.host}: ended with ${ran.signal ?? ran.code}`);
}

/** OpenSSH with our terminal as its own; its exit code is ours. */
async function ssh(cli: Cli, session: Session, host: string): Promise<number> {
  const argv = await session.core.sshCommand(host);
  const child = spawn('ssh', [...argv, ...(cli.remote ?? [])], { stdio: 'inherit' });
  // Ctrl-C belongs to what runs on the host.
  const release = cli.interrupts.onInterrupt(() => undefined);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', () =>
        reject(
          new AppError('internal', 'OpenSSH (ssh) could not be started.', {
            hint: 'Install openssh and try again.',
          }),
        ),
      );
      child.on('exit', (code, signal) => resolve(code ?? (signal === null ? EXIT.failed : EXIT.cancelled)));
    });
  } finally {
    release();
  }
}
