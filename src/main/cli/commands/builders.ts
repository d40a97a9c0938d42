import { type Command, InvalidArgumentError } from 'commander';
import {
  AppError,
  buildPlaceSchema,
  builderWishSchema,
  isAppError,
  type Builder,
  type BuilderTest,
  type BuilderWish,
  type BuildPlace,
  type Cache,
} from '../../../shared/contract';
import type { Act, Answer, Cli, Session } from '../cli';
import { EXIT } from '../exit-codes';
import { harmless } from '../io';
import { table } from '../table';
import { select } from './reading';

interface AddWords {
  readonly systems?: string[];
  readonly jobs?: number;
  readonly speed?: number;
  readonly features?: string[];
  readonly mandatory?: string[];
  readonly sshKey?: string;
  readonly untested?: boolean;
}

const listOf = (text: string): string[] => text.split(',').filter((word) => word !== '');

/** A number above 0 as it is typed. */
function count(text: string): number {
  if (/^\d{1,4}(\.\d{1,2})?$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It is a number above 0.');
}

/** Where systems are built, and which binary caches are asked. */
export function addBuilders(program: Command, act: Act): void {
  const builders = program
    .command('builders')
    .description('machines that Nix builds on: which there are; add, remove and test them');

  builders
    .command('list', { isDefault: true })
    .description('the builders Snowfleet knows, and those that Nix itself is set up with')
    .action(act((cli) => list(cli)));

  builders
    .command('add')
    .argument('<address>', '[user@]address[:port], or a host of the fleet')
    .option('--systems <list>', 'what it builds for, such as x86_64-linux,aarch64-linux', listOf)
    .option('--jobs <number>', 'builds at the same time', count)
    .option('--speed <number>', 'against other builders', count)
    .option('--features <list>', 'such as kvm,big-parallel', listOf)
    .option('--mandatory <list>', 'it takes only builds that ask for one of these', listOf)
    .option('--ssh-key <file>', 'private key that a Nix daemon here logs in with')
    .option('--untested', 'do not log in first')
    .description('logs in, takes from the machine what is not told here, and remembers it')
    .action(act((cli, address: string, words: AddWords) => add(cli, address, words)));

  builders
    .command('remove')
    .argument('<address>')
    .description('forgets a builder')
    .action(
      act((cli, address: string) =>
        withOrWithoutFleet(cli, async ({ client }) => {
          const answer = await client.builders.remove({ address });
          if (cli.io.json) cli.io.document(answer);
          else cli.io.print(`forgotten: ${answer.removed.address}`);
        }),
      ),
    );

  builders
    .command('test')
    .argument('[address...]', 'all where none is named')
    .description('logs in to builders and asks their stores; exits 1 unless all can be built on')
    .action(act((cli, addresses: string[]) => test(cli, addresses)));

  program
    .command('build-on')
    .argument('[place]', 'here, target (each on itself) or builders; without it, what is remembered')
    .argument('[selection...]', 'hosts: names, @tag, globs, and/or/not')
    .description('where the systems of hosts are built from now on')
    .action(
      act((cli, place: string | undefined, words: string[]) =>
        cli.withFleet((session) => buildOn(cli, session, place, words)),
      ),
    );

  program
    .command('caches')
    .option('--here', 'only those of this machine; no configuration is evaluated')
    .description('binary caches that Nix here and the hosts ask: priority, key, whether they answer')
    .action(
      act((cli, options: { here?: boolean }) =>
        options.here === true
          ? cli.withoutFleet((session) => caches(cli, session, false))
          : cli.withFleet((session) => caches(cli, session, true)),
      ),
    );
}

/** A builder may be named as a host of the fleet; where there is no fleet its address will do. */
async function withOrWithoutFleet(cli: Cli, body: (session: Session) => Answer): Answer {
  try {
    return await cli.withFleet(body);
  } catch (error) {
    if (cli.globals.fleet !== undefined || !isAppError(error, 'not-a-flake')) throw error;
    return cli.withoutFleet(body);
  }
}

function list(cli: Cli): Answer {
  return withOrWithoutFleet(cli, async ({ client }) => {
    const answer = await client.builders.list(undefined, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    if (answer.builders.length > 0) cli.io.print(builderTable(answer.builders));
    else cli.io.say('No builders yet. Add one: snowfleet builders add [USER@]ADDRESS');
    for (const line of answer.ofNix) cli.io.say(`Nix here also has: ${harmless(line)}`);
  });
}

function builderTable(builders: readonly Builder[]): string {
  return table(
    ['ADDRESS', 'SYSTEMS', 'JOBS', 'SPEED', 'FEATURES', 'MANDATORY'],
    builders.map((one) => [
      one.address,
      one.systems.join(','),
      String(one.jobs),
      String(one.speed),
      one.features.join(','),
      one.mandatory.join(','),
    ]),
  );
}

/** Throws `usage` for a word Nix could not be told. */
function wishOf(address: string, words: AddWords): BuilderWish {
  const { untested: _, ...rest } = words;
  const wish = builderWishSchema.safeParse({ address, ...rest });
  if (wish.success) return wish.data;
  const [issue] = wish.error.issues;
  throw new AppError('usage', `${issue?.path.join('.') ?? 'The builder'}: ${issue?.message ?? 'not valid'}`, {
    hint: 'See: snowfleet builders add --help',
  });
}

function add(cli: Cli, address: string, words: AddWords): Answer {
  const wish = wishOf(address, words);
  return withOrWithoutFleet(cli, async ({ client }) => {
    const untested = words.untested === true;
    const answer = await client.builders.add({ ...wish, untested }, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    if (answer.test !== null) cli.io.say(testWords(answer.test));
    cli.io.print(builderTable([answer.builder]));
  });
}

function test(cli: Cli, named: readonly string[]): Answer {
  return withOrWithoutFleet(cli, async ({ client }) => {
    const known =
      named.length > 0 ? named : (await client.builders.list()).builders.map((one) => one.address);
    const tests = await Promise.all(
      known.map((address) => client.builders.test({ address }, { signal: cli.signal })),
    );
    if (cli.io.json) cli.io.document({ builders: tests });
    else if (tests.length === 0) cli.io.say('There are no builders to test.');
    else cli.io.print(tests.map(testWords).join('\n'));
    return tests.every(({ ok }) => ok) ? EXIT.done : EXIT.failed;
  });
}

function testWords({ address, ok, checks, ms }: BuilderTest): string {
  const lines = checks.map(({ name, state, words }) => `  ${state.padEnd(5)}  ${name.padEnd(5)}  ${words}`);
  return harmless(
    [`${address}: ${ok ? 'can be built on' : 'cannot be built on'} (${ms} ms)`, ...lines].join('\n'),
  );
}

async function buildOn(
  cli: Cli,
  { client }: Session,
  place: string | undefined,
  words: readonly string[],
): Answer {
  const answer =
    place === undefined
      ? await client.builders.places()
      : await client.builders.setPlace({
          hosts: await select(cli, client, words),
          place: placeOf(place, words),
        });
  if (cli.io.json) return cli.io.document(answer);
  const rows = Object.entries(answer.hosts).toSorted(([a], [b]) => a.localeCompare(b));
  if (rows.length === 0) cli.io.say('All hosts are built here.');
  else cli.io.print(table(['HOST', 'BUILT ON'], rows));
}

function placeOf(text: string, words: readonly string[]): BuildPlace {
  const place = buildPlaceSchema.safeParse(text);
  if (place.success && words.length > 0) return place.data;
  throw new AppError('usage', place.success ? 'Which hosts?' : `"${text}" is no place to build on.`, {
    hint: `snowfleet build-on ${buildPlaceSchema.options.join('|')} SELECTION`,
  });
}

async function caches(cli: Cli, { client }: Session, fleet: boolean): Answer {
  const answer = await client.builders.caches({ fleet }, { signal: cli.signal });
  if (cli.io.json) return cli.io.document(answer);
  if (answer.caches.length === 0) cli.io.say('No binary cache is asked.');
  else cli.io.print(cacheTable(answer.caches));
  for (const { url, notes } of answer.caches)
    for (const note of notes) cli.io.say(harmless(`${url}: ${note}`));
  if (fleet && answer.fleetNote !== null) {
    cli.io.say(harmless(`What the hosts ask is not known: ${answer.fleetNote}`));
  }
}

function cacheTable(found: readonly Cache[]): string {
  return table(
    ['CACHE', 'PRIORITY', 'KEY', 'ASKED BY', 'STATE', 'WORDS'],
    found.map((one) => [
      harmless(one.url),
      one.priority === null ? '' : String(one.priority),
      harmless(one.key?.replace(/:.*/, '') ?? ''),
      [...(one.here ? ['this machine'] : []), ...one.hosts].join(', '),
      one.state,
      harmless(one.words),
    ]),
  );
}
