import type { Command } from 'commander';
import {
  AppError,
  JOURNAL_PRIORITIES,
  type Fact,
  type JournalEntry,
  type JournalFilter,
  journalFilterSchema,
} from '../../../shared/contract';
import { liveFactWords } from '../../../shared/facts';
import type { Act, Answer, Cli } from '../cli';
import { harmless } from '../io';
import { bytesInWords, table } from '../table';
import { select } from './reading';

/** What hosts say of themselves, now and in their journals. */
export function addFacts(program: Command, act: Act): void {
  program
    .command('facts')
    .argument('[selection...]', 'hosts to ask; default: all')
    .description('asks hosts what they run and how they are, over SSH, and whether their names lead to them')
    .action(act((cli, words: string[]) => facts(cli, words)));

  program
    .command('logs')
    .argument('<host>')
    .option('-u, --unit <unit>', 'of this unit alone, or of those a glob fits')
    .option(
      '-p, --priority <priority>',
      `this priority and graver: ${JOURNAL_PRIORITIES.join(', ')}, or 0 to 7`,
    )
    .option(
      '-S, --since <time>',
      'from this time on, in the time of the host: -1h, today, "2025-01-31 08:00"',
    )
    .option('-n, --lines <count>', 'the last so many entries (default: 200)')
    .option('-f, --follow', 'go on with what is written from now on, until Ctrl-C')
    .description('the journal of a host')
    .action(
      act((cli, host: string, options: Readonly<Record<string, unknown>>) =>
        logs(cli, host, filterOf(options)),
      ),
    );
}

interface HostAnswer {
  readonly host: string;
  readonly at: string;
  readonly reachable: boolean;
  readonly facts: Readonly<Record<string, Fact>>;
}

function facts(cli: Cli, words: readonly string[]): Answer {
  return cli.withFleet(async ({ client }) => {
    const hosts = words.length === 0 ? undefined : await select(cli, client, words);
    const answer = await client.fleet.readFacts({ hosts }, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    const [only, ...others] = answer.hosts;
    cli.io.print(only && others.length === 0 ? factList(only) : factTable(answer.hosts));
    for (const { host, facts: told } of answer.hosts) {
      const reason = told['reason']?.value;
      if (typeof reason === 'string' && others.length > 0) cli.io.say(harmless(`${host}: ${reason}`));
    }
  });
}

/** One host: every fact on a line of its own. */
function factList({ at, facts: told }: HostAnswer): string {
  const rows = Object.entries(told).map(([name, { value }]) => [name, inWords(name, value)]);
  return table(['FACT', 'VALUE'], [...rows, ['read', at]]);
}

/** Several hosts: what tells most of each. */
function factTable(hosts: readonly HostAnswer[]): string {
  const columns = [
    'generation',
    'nixosVersion',
    'uptimeSeconds',
    'load',
    'store',
    'failedUnits',
    'rebootNeeded',
    'running',
  ] as const;
  return table(
    [
      'HOST',
      'REACHABLE',
      'GENERATION',
      'NIXOS',
      'UP',
      'LOAD',
      'STORE',
      'FAILED',
      'REBOOT',
      'RUNNING',
      'READ',
    ],
    hosts.map(({ host, at, reachable, facts: told }) => [
      host,
      reachable ? 'yes' : 'no',
      ...columns.map((name) => inWords(name, told[name]?.value)),
      at,
    ]),
  );
}

function inWords(name: string, value: unknown): string {
  const words = liveFactWords(name, value, bytesInWords);
  if (words !== null) return harmless(words);
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((one) => inWords('', one)).join(' ');
  return harmless(typeof value === 'string' ? value : JSON.stringify(value));
}

function filterOf(options: Readonly<Record<string, unknown>>): JournalFilter {
  const { unit, priority, since, lines, follow } = options;
  const number = typeof priority === 'string' && /^[0-7]$/.test(priority) ? Number(priority) : -1;
  const filter = journalFilterSchema.safeParse({
    unit,
    priority: JOURNAL_PRIORITIES[number] ?? priority,
    since,
    follow,
    ...(lines === undefined ? {} : { lines: Number(lines) }),
  });
  if (filter.success) return filter.data;
  const [issue] = filter.error.issues;
  throw new AppError('usage', `--${String(issue?.path[0])} is not understood: ${issue?.message ?? ''}`, {
    hint: 'See: snowfleet logs --help',
  });
}

function logs(cli: Cli, word: string, filter: JournalFilter): Answer {
  return cli.withFleet(async ({ client }) => {
    const [host = word] = await select(cli, client, [word]);
    let count = 0;
    const feed = await client.journal.read({ ...filter, host }, { signal: cli.signal });
    try {
      for await (const event of feed) {
        if (event.type === 'entries') {
          count += event.entries.length;
          for (const entry of event.entries) tell(cli, entry);
        } else if (cli.io.json) {
          cli.io.document(event);
        } else {
          cli.io.say(
            event.type === 'note'
              ? harmless(event.text)
              : `… ${event.count} entries left out: too many at once`,
          );
        }
      }
    } catch (error) {
      // Ctrl-C is how following ends.
      if (!(filter.follow && cli.signal.aborted)) throw error;
    }
    if (cli.io.json) cli.io.document({ type: 'result', host, entries: count });
  });
}

function tell(cli: Cli, entry: JournalEntry): void {
  if (cli.io.json) {
    cli.io.document({ type: 'entry', ...entry });
    return;
  }
  const { at, priority, identifier, unit, pid, message, cut } = entry;
  const grave = priority !== null && JOURNAL_PRIORITIES.indexOf(priority) <= 4 ? `${priority}: ` : '';
  const who = `${identifier || unit}${pid === null ? '' : `[${pid}]`}`;
  cli.io.print(harmless(`${at} ${who}: ${grave}${message}${cut ? ' …' : ''}`));
}
