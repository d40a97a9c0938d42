import { type Command, Option } from 'commander';
import {
  AppError,
  type DeployMode,
  deployModeSchema,
  type HostPreflight,
  type PreflightCheck,
} from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { EXIT } from '../exit-codes';
import { harmless } from '../io';
import { select } from './reading';

/** Looks at hosts before a deploy. */
export function addPreflight(program: Command, act: Act): void {
  program
    .command('preflight')
    .argument('<selection...>', 'hosts: names, @tag, globs, and/or/not')
    .addOption(
      new Option('--mode <mode>', 'the mode of the deploy that is meant')
        .choices(deployModeSchema.options)
        .default('switch'),
    )
    .description(
      'asks hosts in one round trip each whether a deploy can go well; exit 3 where a light is red',
    )
    .action(act((cli, words: string[], { mode }: { mode: DeployMode }) => preflight(cli, words, mode)));
}

function preflight(cli: Cli, words: readonly string[], mode: DeployMode): Answer {
  return cli.withFleet(async ({ client }) => {
    const hosts = await select(cli, client, words);
    const found = new Map<string, HostPreflight>();
    const feed = await client.deploys.preflight({ hosts, mode }, { signal: cli.signal });
    for await (const lights of feed) {
      found.set(lights.host, lights);
      if (hosts.length > 1)
        cli.io.print(inWords(lights, ({ state }) => state === 'red' || state === 'amber'));
    }
    if (cli.signal.aborted) throw new AppError('cancelled', 'The preflight was cancelled.');
    const answer = hosts.flatMap((host) => found.get(host) ?? []);
    if (cli.io.json) cli.io.document({ hosts: answer });
    const [only] = answer;
    if (only !== undefined && hosts.length === 1) cli.io.print(inWords(only, () => true));
    return answer.every(({ ok }) => ok) ? EXIT.done : EXIT.refused;
  });
}

/** A host and those of its lights that are worth a line, hints below them. */
function inWords({ host, ok, checks }: HostPreflight, isWorth: (check: PreflightCheck) => boolean): string {
  const lines = checks
    .filter(isWorth)
    .flatMap(({ name, state, words, hint }) => [
      `  ${state.padEnd(8)}${name.padEnd(12)}${words}`,
      ...(hint === undefined ? [] : [`${' '.repeat(22)}${hint}`]),
    ]);
  return harmless([`${host}: ${ok ? 'ready' : 'not ready'}`, ...lines].join('\n'));
}
