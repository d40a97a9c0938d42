import { type Command, InvalidArgumentError } from 'commander';
import {
  AppError,
  type Client,
  deletedGenerationsSchema,
  type Generation,
  type GenerationsSpace,
} from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { confirm } from '../confirm';
import { followJob, resultOf } from '../follow-job';
import { harmless } from '../io';
import { packageLines } from '../plan-words';
import { bytesInWords, table } from '../table';
import { spanOf } from '../when';

interface GenerationsWords {
  readonly diff?: readonly number[];
  readonly delete?: readonly number[];
  readonly olderThan?: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** The systems a host has had. */
export function addGenerations(program: Command, act: Act): void {
  program
    .command('generations')
    .argument('<host>')
    .option('--diff <numbers...>', 'what changes from one generation to another', numbers)
    .option('--delete <numbers...>', 'delete these, and what only they need', numbers)
    .option('--older-than <span>', 'delete all older than this that may go: 30d, 2w', spanOf)
    .option('--dry-run', 'only tell the space that deleting would free')
    .option('--yes', 'do not ask')
    .description('systems a host can go back to')
    .action(
      act((cli, host: string, options: GenerationsWords) =>
        cli.withFleet(async ({ client }) => {
          const asked = [options.diff, options.delete, options.olderThan].filter(Boolean).length;
          if (asked > 1) throw usage('--diff, --delete and --older-than exclude each other.');
          if (options.diff) return diff(cli, client, host, options.diff);
          if (options.delete) return remove(cli, client, host, options.delete, options);
          if (options.olderThan !== undefined) {
            const before = Date.now() - options.olderThan;
            const { generations } = await client.deploys.generations({ host }, { signal: cli.signal });
            const old = generations.filter(({ date }) => Date.parse(date) < before);
            return removeOld(cli, client, host, old, options);
          }
          return listThem(cli, client, host);
        }),
      ),
    );
}

async function listThem(cli: Cli, client: Client, host: string): Answer {
  const answer = await client.deploys.generations({ host }, { signal: cli.signal });
  if (cli.io.json) return cli.io.document(answer);
  cli.io.print(
    table(
      ['NUMBER', 'DATE', 'CURRENT', 'BOOT', 'NIXOS', 'KERNEL', 'COMMIT', 'PATH'],
      answer.generations.map((one) => [
        String(one.number),
        one.date,
        one.current ? 'yes' : 'no',
        bootWords(one),
        harmless(one.nixosVersion ?? ''),
        harmless(one.kernel ?? ''),
        one.commit?.slice(0, 7) ?? (one.draftOn === undefined ? '' : `${one.draftOn.slice(0, 7)}+`),
        one.path,
      ]),
    ),
  );
}

function bootWords({ bootDefault, booted }: Generation): string {
  if (bootDefault) return booted ? 'yes,booted' : 'yes';
  return booted ? 'booted' : 'no';
}

async function diff(cli: Cli, client: Client, host: string, pair: readonly number[]): Answer {
  const [from, to, ...more] = pair;
  if (from === undefined || to === undefined || more.length > 0) {
    throw usage('--diff takes two generations: the earlier and the later one.');
  }
  const answer = await client.deploys.compareGenerations({ host, from, to }, { signal: cli.signal });
  if (cli.io.json) return cli.io.document(answer);
  const lines = packageLines(answer.packages);
  const versions = (['nixosVersion', 'kernel'] as const).flatMap((key) => {
    const [before, after] = [answer.from[key], answer.to[key]];
    const name = key === 'kernel' ? 'kernel' : 'NixOS';
    return before === after ? [] : [`  ~ ${name} ${before ?? '(not known)'} -> ${after ?? '(not known)'}`];
  });
  cli.io.print(
    harmless(
      [
        `${host}: generation ${from} -> ${to}`,
        ...versions,
        ...(lines.length === 0 ? ['  no package changes'] : lines),
        `  closure grows by ${bytesInWords(answer.bytes)}`,
      ].join('\n'),
    ),
  );
}

/** Those that are held are passed over, for nobody named them. */
async function removeOld(
  cli: Cli,
  client: Client,
  host: string,
  old: readonly Generation[],
  words: GenerationsWords,
): Answer {
  const space =
    old.length === 0
      ? null
      : await client.deploys.generationsSpace(
          { host, numbers: old.map(({ number }) => number) },
          { signal: cli.signal },
        );
  if (space === null || space.numbers.length === 0) {
    const nothing = { host, numbers: [], held: space?.held ?? [], absent: [], paths: 0, bytes: 0 };
    if (cli.io.json) cli.io.document({ type: 'result', ...nothing });
    else cli.io.say(`${host} has no generation that old that may go.`);
    return;
  }
  return removeAsked(cli, client, space, words);
}

async function remove(
  cli: Cli,
  client: Client,
  host: string,
  wanted: readonly number[],
  words: GenerationsWords,
): Answer {
  const space = await client.deploys.generationsSpace({ host, numbers: [...wanted] }, { signal: cli.signal });
  // One that was named and is held is refused by the job, before anything is done.
  const whole = space.held.length === 0 ? space : { ...space, numbers: [...wanted] };
  return removeAsked(cli, client, whole, words);
}

async function removeAsked(
  cli: Cli,
  client: Client,
  space: GenerationsSpace,
  words: GenerationsWords,
): Answer {
  const { host, numbers: doomed, held } = space;
  if (words.dryRun === true) {
    if (cli.io.json) return cli.io.document({ type: 'result', ...space });
    return cli.io.print(spaceWords(space));
  }
  if (!cli.io.json) cli.io.say(spaceWords(space));
  const isRefused = held.some(({ number }) => doomed.includes(number));
  if (!isRefused) await confirm(cli, words.yes, `delete ${named(doomed)} of ${host}`);
  const { job } = await client.deploys.deleteGenerations({ host, numbers: [...doomed] });
  const followed = await followJob(client, job, cli.io, cli.interrupts, { events: true });
  const done = deletedGenerationsSchema.parse(resultOf(followed));
  if (cli.io.json) return cli.io.document({ type: 'result', ...done });
  const gone = done.numbers.length === 0 ? 'Nothing' : named(done.numbers);
  cli.io.print(
    `${host}: ${gone} deleted, ${bytesInWords(done.bytes)} in ${paths(done.paths)} freed` +
      (done.freeAfter === null ? '' : `; ${bytesInWords(done.freeAfter)} are free now`),
  );
}

const HELD = {
  running: 'it runs',
  booted: 'it was booted',
  'boot-default': 'it is the boot default',
} as const;

function spaceWords({ host, numbers: wanted, held, bytes, paths: count, free }: GenerationsSpace): string {
  const lines = held.map(({ number, because }) => `${host}: generation ${number} stays, ${HELD[because]}`);
  const doomed = wanted.filter((number) => held.every((one) => one.number !== number));
  if (doomed.length === 0) return lines.join('\n');
  lines.push(
    `${host}: ${named(doomed)} alone ${doomed.length === 1 ? 'holds' : 'hold'} ${bytesInWords(bytes)} in ${paths(count)}` +
      (free === null ? '' : `; ${bytesInWords(free)} are free`),
  );
  return lines.join('\n');
}

function named(list: readonly number[]): string {
  return `${list.length === 1 ? 'generation' : 'generations'} ${list.join(', ')}`;
}

function paths(count: number): string {
  return count === 1 ? '1 path' : `${count} paths`;
}

function numbers(text: string, before: readonly number[] | undefined): readonly number[] {
  const found = text.split(',').map((part) => {
    if (/^[1-9]\d{0,8}$/.test(part)) return Number(part);
    throw new InvalidArgumentError('A generation is a number.');
  });
  return [...(before ?? []), ...found];
}

function usage(message: string): AppError {
  return new AppError('usage', message, { hint: 'See: snowfleet generations --help' });
}
