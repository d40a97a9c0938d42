import type { Command } from 'commander';
import type { Change, ChangeResult } from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { nixString } from '../nix-literal';

interface DryRun {
  dryRun?: boolean;
}

/** Gestures: each writes its files at once, and is one undo step. */
export function addEditing(program: Command, act: Act): void {
  for (const kind of ['enable', 'disable', 'unset'] as const) {
    program
      .command(kind)
      .argument('<host>')
      .argument('<path>', 'below the feature root (virtualization.podman) or whole')
      .option('--dry-run', 'print the diff and change nothing')
      .description(DESCRIPTIONS[kind])
      .action(
        act((cli, host: string, path: string, options: DryRun) =>
          apply(cli, { kind, host, path }, options.dryRun === true),
        ),
      );
  }

  program
    .command('set')
    .argument('<host>')
    .argument('<path>', 'an option, below the feature root or whole')
    .argument('<value>', 'a Nix literal: true, 42, "text", [ 1 2 ], { a = 1; }')
    .option('--string', 'VALUE is plain text, quote it')
    .option('--dry-run', 'print the diff and change nothing')
    .description('sets an option of a host')
    .action(
      act((cli, host: string, path: string, given: string, options: DryRun & { string?: boolean }) => {
        const value = options.string === true ? nixString(given) : given;
        return apply(cli, { kind: 'set', host, path, value }, options.dryRun === true);
      }),
    );
}

const DESCRIPTIONS = {
  enable: 'switches a feature on, with what it needs',
  disable: 'switches a feature off',
  unset: 'removes what is written for an option of a host',
} as const;

function apply(cli: Cli, change: Change, dryRun: boolean): Answer {
  return cli.withFleet(async ({ client }) => {
    const result = await client.draft.apply({ changes: [change], dryRun });
    if (cli.io.json) cli.io.document(result);
    else if (dryRun) cli.io.print(result.diff);
    else tellChange(cli, change, result);
  });
}

function tellChange(cli: Cli, change: Change, result: ChangeResult): void {
  if (result.diff === '') {
    cli.io.print(`${change.host}: nothing to change`);
    return;
  }
  cli.io.print(`${change.host}: ${result.gesture?.title ?? `${change.kind} ${change.path}`}`);
  for (const file of result.files) cli.io.print(`  wrote  ${file}`);
  for (const path of result.needs) cli.io.print(`  needs  ${path}`);
  for (const path of result.brings) cli.io.print(`  brings ${path}`);
}
