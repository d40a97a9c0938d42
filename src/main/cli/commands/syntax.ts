import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../shared/contract';
import type { Act, Cli } from '../cli';
import { EXIT } from '../exit-codes';
import { findFleetDir, requireFleetDir } from '../fleet-dir';
import type { FileReport } from './syntax-file';

/** The parser's own door: reads files and proves that writing them again gives the same bytes. */
export function addSyntax(program: Command, act: Act): void {
  program
    .command('syntax')
    .argument('[file...]', 'Nix files; default: every one of the fleet')
    .option('--files-from <file>', 'a list of files, one a line; - is standard input')
    .description('parses Nix files and proves that they survive it byte for byte; needs no fleet')
    .action(
      act(async (cli, files: string[], options: { filesFrom?: string }) => {
        // The parser: what other commands would load for nothing.
        const { reportOf } = await import('./syntax-file');
        let isGood = true;
        for (const { name, path } of await filesFor(cli, files, options.filesFrom)) {
          const report = await reportOf(name, path);
          isGood &&= report.ok && report.roundTrip;
          tell(cli, report);
        }
        return isGood ? EXIT.done : EXIT.failed;
      }),
    );
}

interface Named {
  readonly name: string;
  readonly path: string;
}

async function filesFor(cli: Cli, files: readonly string[], list: string | undefined): Promise<Named[]> {
  const listed = list === undefined ? [] : (await readList(list)).split('\n').filter((line) => line !== '');
  const given = [...files, ...listed];
  if (given.length > 0 || list !== undefined)
    return given.map((name) => ({ name, path: absolute(cli, name) }));
  const dir = requireFleetDir(findFleetDir(cli.globals.fleet, cli.env, cli.cwd), cli.cwd);
  const found = await nixFiles(dir);
  return found.map((path) => ({ name: relative(dir, path).split(sep).join('/'), path }));
}

const absolute = (cli: Cli, name: string): string => (name.startsWith('/') ? name : join(cli.cwd, name));

async function readList(list: string): Promise<string> {
  if (list !== '-') {
    return readFile(list, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new AppError('unreadable-file', `${list} cannot be read: ${error.code ?? error.message}.`);
    });
  }
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

async function nixFiles(dir: string): Promise<string[]> {
  // A folder that cannot be listed is reported like a file that cannot be read.
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => null);
  if (entries === null) return [dir];
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith('.') ? [] : nixFiles(path);
      return entry.isFile() && entry.name.endsWith('.nix') ? [path] : [];
    }),
  );
  return found.flat().toSorted();
}

function tell(cli: Cli, report: FileReport): void {
  if (cli.io.json) {
    cli.io.document(report);
    return;
  }
  const state = stateOf(report);
  cli.io.print(`${report.file}: ${state} (${report.bytes} bytes)`);
  for (const { line, column, message } of report.errors)
    cli.io.say(`${report.file}:${line}:${column}: ${message}`);
}

function stateOf({ ok, roundTrip, encoding }: FileReport): string {
  if (encoding === undefined) return 'not read';
  if (!roundTrip) return 'does not survive';
  return `${ok ? 'ok' : 'refused'}${encoding === 'utf8' ? '' : ', not UTF-8'}`;
}
