import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  AppError,
  type Client,
  hostOutcomeSchema,
  type Run,
  type RunDetails,
  type RunQuery,
} from '../../../shared/contract';
import type { Act, Answer, Cli } from '../cli';
import { harmless } from '../io';
import { table } from '../table';
import { timeOf } from '../when';
import { planWords } from '../plan-words';

interface RunsWords {
  readonly host?: string;
  readonly search?: string;
  readonly outcome?: RunQuery['outcome'];
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
  readonly export?: string;
  readonly withLogs?: boolean;
}

/** Rows of the table where nobody says how many. */
const SHOWN = 50;

/** The history of deploys and rollbacks. */
export function addRuns(program: Command, act: Act): void {
  program
    .command('runs')
    .argument('[run]', 'one run, with its plan and its log')
    .option('--host <host>', 'only runs with this host')
    .option('--search <text>', 'only runs whose record or log has these words')
    .addOption(
      new Option('--outcome <outcome>', 'only runs in which a host came out so').choices([
        ...hostOutcomeSchema.options,
        'none',
      ]),
    )
    .option('--since <time>', 'that began from this time on: 2026-01-31, today, 12h, 30d', typed)
    .option('--until <time>', 'that began before this time', typed)
    .option('--limit <count>', `only so many of the newest (default without --json: ${SHOWN})`, count)
    .option('--export <file>', 'write them to a file: Markdown where it ends in .md, else JSON lines')
    .option('--with-logs', 'put the logs that are kept into the export, too')
    .description('deploys and rollbacks that happened, newest first, also interrupted ones')
    .action(
      act((cli, run: string | undefined, options: RunsWords) =>
        cli.withFleet(({ client }) =>
          run === undefined ? runs(cli, client, options) : oneRun(cli, client, run),
        ),
      ),
    );
}

async function runs(cli: Cli, client: Client, words: RunsWords): Answer {
  const query: RunQuery = {
    host: words.host,
    text: words.search,
    outcome: words.outcome,
    since: words.since,
    until: words.until,
  };
  if (words.export !== undefined)
    return exportRuns(cli, client, query, words.export, words.withLogs === true);
  const limit = words.limit ?? (cli.io.json ? undefined : SHOWN);
  const answer = await client.deploys.runs({ ...query, limit }, { signal: cli.signal });
  if (cli.io.json) return cli.io.document(answer);
  cli.io.print(table(['RUN', 'KIND', 'STARTED', 'STATE', 'WHO', 'COMMIT', 'HOSTS'], answer.runs.map(rowOf)));
  for (const { id, advice } of answer.runs) if (advice !== undefined) cli.io.say(`${id}: ${advice}`);
  const more = answer.total - answer.runs.length;
  if (more > 0) cli.io.say(`${more} earlier ${more === 1 ? 'run is' : 'runs are'} not shown; see --limit.`);
}

function rowOf(run: Run): string[] {
  return [
    run.id,
    run.kind,
    run.started,
    run.step === undefined ? run.state : `${run.state}(${run.step})`,
    run.who,
    commitWords(run),
    run.hosts
      .map(({ host, outcome, away }) => `${host}:${away === true ? 'away' : (outcome ?? '?')}`)
      .join(' '),
  ];
}

/** `c0ffee1`, with a plus where uncommitted changes lay on it. */
function commitWords({ commit, draft }: Run): string {
  return commit === null ? '' : `${commit.slice(0, 7)}${draft === null ? '' : '+'}`;
}

async function oneRun(cli: Cli, client: Client, run: string): Answer {
  const details = await client.deploys.run({ run }, { signal: cli.signal });
  if (cli.io.json) return cli.io.document(details);
  cli.io.print(detailsWords(details));
}

function detailsWords({ run, plans, log, dropped }: RunDetails): string {
  const lines = [
    `${run.id}: ${run.kind}, ${run.state}${run.step === undefined ? '' : ` (${run.step})`}`,
    `  ${run.started}${run.ended === undefined ? '' : ` to ${run.ended}`}, by ${run.who}`,
    `  mode ${run.mode}, commit ${run.commit ?? '-'}${run.draft === null ? '' : `, uncommitted changes ${run.draft}`}`,
    ...(run.advice === undefined ? [] : [`  ${run.advice}`]),
    ...run.hosts.map(({ host, outcome, generation, reason }) => {
      const at = generation === null ? '' : `, generation ${generation}`;
      return `${host}: ${outcome ?? 'no outcome'}${at}${reason === undefined ? '' : `: ${reason}`}`;
    }),
  ];
  if (plans === null || log === null) {
    lines.push(run.state === 'running' ? 'It goes on.' : 'Its plan and log are not kept any more.');
  } else {
    lines.push(...plans.map(planWords));
    if (dropped > 0) lines.push(`${dropped} earlier lines of the log are left out`);
    lines.push(...log.map(({ at, source, text }) => `${at} ${source}| ${text}`));
  }
  return harmless(lines.join('\n'));
}

/** The file appears whole or not at all; `-` is standard output. */
async function exportRuns(
  cli: Cli,
  client: Client,
  query: RunQuery,
  file: string,
  logs: boolean,
): Promise<number | void> {
  const format = /\.(md|markdown)$/i.test(file) ? 'markdown' : 'jsonl';
  const pieces = await client.deploys.exportRuns({ ...query, format, logs }, { signal: cli.signal });
  if (file === '-') {
    for await (const piece of pieces) process.stdout.write(piece);
    return;
  }
  let written = 0;
  const counted = async function* (): AsyncGenerator<string> {
    for await (const piece of pieces) {
      written += 1;
      yield piece;
    }
  };
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(counted()), createWriteStream(part, { mode: 0o600 }));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    throw new AppError(
      code === 'ENOSPC' ? 'disk-full' : 'unreadable-file',
      `${file} could not be written: ${message}`,
      {
        hint: 'Name a file in a folder where you may write.',
      },
    );
  }
  const runsWritten = format === 'markdown' ? written - 1 : written;
  if (cli.io.json) cli.io.document({ exported: file, format, runs: runsWritten });
  else cli.io.say(`${runsWritten === 1 ? '1 run' : `${runsWritten} runs`} written to ${file}`);
}

const typed = (text: string): string => timeOf(text);

function count(text: string): number {
  if (/^[1-9]\d{0,2}$|^1000$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number from 1 to 1000.');
}
