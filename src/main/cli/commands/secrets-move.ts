import type { Command } from 'commander';
import { AppError, type LeakMove } from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { harmless } from '../io';
import { relativeToFleet, tell } from './secrets-shared';

interface MoveWords {
  readonly name?: string;
  readonly recipient?: readonly string[];
  readonly dryRun?: boolean;
}

/** `secrets move`: a credential in clear becomes a secret. */
export function addSecretsMove(secrets: Command, act: Act): void {
  secrets
    .command('move')
    .argument(
      '<place>',
      'FILE:LINE of a credential as `secrets leaks` shows it; :COLUMN where a line has two',
    )
    .option('--name <name>', 'what the secret is called; made from the option otherwise')
    .option(
      '--recipient <key...>',
      'who shall read it: names, lists or keys of secrets.nix; else the hosts that use it and every user',
    )
    .option('--dry-run', 'tell what would be written, and write nothing')
    .description(
      'makes a secret of a credential in clear: its file, rule, declaration and reference in one step, or nothing',
    )
    .action(act((cli, place: string, options: MoveWords) => move(cli, place, options)));
}

function move(cli: Cli, place: string, options: MoveWords): Answer {
  const {
    file = '',
    line,
    column,
  } = /^(?<file>.+?):(?<line>\d+)(?::(?<column>\d+))?$/.exec(place)?.groups ?? {};
  if (line === undefined)
    throw new AppError('usage', `${harmless(place)} is no place.`, {
      hint: 'Write FILE:LINE, as snowfleet secrets leaks shows it.',
    });
  return cli.withFleet(async (session) => {
    const { move: told, ...changed } = await session.client.secrets.moveLeak(
      {
        file: await relativeToFleet(cli, session, file),
        line: Number(line),
        ...(column === undefined ? {} : { column: Number(column) }),
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.recipient ? { recipients: [...options.recipient] } : {}),
        dryRun: options.dryRun === true,
      },
      { signal: cli.signal },
    );
    if (cli.io.json) return cli.io.document({ ...changed, move: told });
    describe(cli, told, options.dryRun === true);
    tell(cli, changed);
  });
}

function describe(
  cli: Cli,
  { option, twin, secret, recipients, hosts, lines }: LeakMove,
  isDry: boolean,
): void {
  const verb = isDry ? 'would become' : 'became';
  cli.io.print(harmless(`${option} ${verb} ${twin}, from ${secret}`));
  cli.io.print(harmless(`hosts: ${hosts.join(' ')}; readers: ${recipients.join(' ')}`));
  for (const { file, text } of lines) cli.io.print(harmless(`  ${file}: ${text}`));
}
