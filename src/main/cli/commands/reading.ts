import type { Command } from 'commander';
import type { Assignment, Finding, Host } from '../../../shared/contract';
import { selectHosts } from '../../../shared/selection';
import { type Act, type Cli, selectable } from '../cli';
import { exitCodeOfFindings } from '../exit-codes';
import { followJob, resultOf } from '../follow-job';
import { harmless } from '../io';
import { table } from '../table';

/** Commands that look at the fleet and change nothing. */
export function addReading(program: Command, act: Act): void {
  program
    .command('inventory')
    .description('every host of the fleet, from source; needs no Nix')
    .action(
      act((cli) =>
        cli.withFleet(async ({ client }) => {
          const inventory = await client.fleet.inventory(undefined, { signal: cli.signal });
          if (cli.io.json) return cli.io.document(inventory);
          cli.io.print(hostTable(inventory.hosts));
          for (const line of findingSummary(inventory.findings)) cli.io.say(line);
        }),
      ),
    );

  program
    .command('check')
    .option('--evaluate', 'ask Nix too: assertions, and whatever else keeps a host from being built')
    .description('rules of the features, judged for every host; exits 3 on errors')
    .action(
      act((cli, options: { evaluate?: boolean }) =>
        cli.withFleet(async ({ client }) => {
          if (options.evaluate) {
            const { job } = await client.fleet.evaluate(undefined, { signal: cli.signal });
            resultOf(await followJob(client, job, cli.io, cli.interrupts, { events: false }));
          }
          const { findings } = await client.fleet.check(undefined, { signal: cli.signal });
          if (cli.io.json) cli.io.document({ findings });
          else cli.io.print(findings.length === 0 ? 'no findings' : findings.map(findingLine).join('\n'));
          return exitCodeOfFindings(findings);
        }),
      ),
    );

  program
    .command('features')
    .argument('[host]', 'a host, for what is assigned there instead of the catalogue')
    .description('the catalogue of features, or the assignments of one host')
    .action(
      act((cli, host: string | undefined) => (host === undefined ? catalogue(cli) : assigned(cli, host))),
    );

  program
    .command('options')
    .argument('[query]', 'words to look for in paths and descriptions')
    .description('options the fleet declares')
    .action(
      act((cli, query: string | undefined) =>
        cli.withFleet(async ({ client }) => {
          const answer = await client.features.options({ query: query ?? '' }, { signal: cli.signal });
          if (cli.io.json) return cli.io.document(answer);
          cli.io.print(
            table(
              ['OPTION', 'TYPE', 'DECLARED', 'DESCRIPTION'],
              answer.options.map((o) => [o.path, o.type, `${o.file}:${o.line}`, firstLine(o.description)]),
            ),
          );
        }),
      ),
    );
}

type ClientOf = Parameters<Parameters<Cli['withFleet']>[0]>[0]['client'];

/** The hosts that the words of a command line select, in the order of the fleet. */
export async function select(cli: Cli, client: ClientOf, words: readonly string[]): Promise<string[]> {
  const { hosts } = await client.fleet.inventory(undefined, { signal: cli.signal });
  return selectHosts(words.join(' '), hosts.map(selectable));
}

function catalogue(cli: Cli): Promise<void> {
  return cli.withFleet(async ({ client }) => {
    const answer = await client.features.catalogue(undefined, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    cli.io.print(
      table(
        ['FEATURE', 'TITLE', 'NEEDS', 'BRINGS', 'HOSTS'],
        answer.features.map((f) => [
          f.path,
          f.title,
          f.needs.join(' '),
          f.brings.join(' '),
          f.hosts.join(' '),
        ]),
      ),
    );
  });
}

function assigned(cli: Cli, host: string): Promise<void> {
  return cli.withFleet(async ({ client }) => {
    const answer = await client.features.assignments({ host }, { signal: cli.signal });
    if (cli.io.json) return cli.io.document(answer);
    cli.io.print(assignmentTable(answer.assignments));
  });
}

function assignmentTable(assignments: readonly Assignment[]): string {
  return table(
    ['OPTION', 'VALUE', 'PRIORITY', 'WINS', 'PLACE'],
    assignments.map((a) => [
      a.path,
      firstLine(a.text),
      String(a.priority),
      a.wins ? 'yes' : 'no',
      `${a.file}:${a.line}`,
    ]),
  );
}

function hostTable(hosts: readonly Host[]): string {
  return table(
    ['HOST', 'KIND', 'ROLE', 'DESKTOP', 'FEATURES', 'FILE', 'DESCRIPTION'],
    hosts.map((host) => [
      host.name,
      host.kind,
      text(host.facts['role']?.value),
      text(host.facts['desktop']?.value),
      String(host.features.length),
      host.file ?? '',
      text(host.facts['description']?.value),
    ]),
  );
}

/** Beside the hosts: every error, and how many findings of less weight `check` would tell. */
function findingSummary(findings: readonly Finding[]): string[] {
  const errors = findings.filter((finding) => finding.severity === 'error');
  const others = findings.length - errors.length;
  const more =
    others === 0 ? [] : [`${others} more ${others === 1 ? 'finding' : 'findings'}: snowfleet check`];
  return [...errors.map(findingLine), ...more];
}

export function findingLine(finding: Finding): string {
  const place =
    finding.file === undefined
      ? ''
      : `${finding.file}${finding.line === undefined ? '' : `:${finding.line}`}: `;
  const host = finding.host === undefined ? '' : `${finding.host}: `;
  return harmless(`${finding.severity}: ${place}${host}${finding.message}`);
}

/** A fact's value in a cell. */
function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(text).join(' ');
  return harmless(typeof value === 'string' ? firstLine(value) : JSON.stringify(value));
}

function firstLine(words: string): string {
  const [first = '', ...rest] = harmless(words).trim().split('\n');
  return rest.length > 0 ? `${first} …` : first;
}
