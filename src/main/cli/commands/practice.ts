import type { Command } from 'commander';
import type { PracticeStatus } from '../../../shared/contract';
import type { Act, Cli } from '../cli';
import { followJob, resultOf } from '../follow-job';
import { table } from '../table';

/** Practice hosts: real SSH, real copies, real generations, no machine. */
export function addPractice(program: Command, act: Act): void {
  const practice = program.command('practice').description('practice hosts: real deploys without a machine');

  practice
    .command('status')
    .description('which practice hosts of the fleet are up')
    .action(
      act((cli) =>
        cli.withFleet(async ({ client }) =>
          show(cli, await client.practice.status(undefined, { signal: cli.signal })),
        ),
      ),
    );

  practice
    .command('up')
    .argument('[host...]', 'default: every host of the fleet')
    .description('starts practice hosts; a first start gives each a small system of its own')
    .action(
      act((cli, hosts: string[]) =>
        cli.withFleet(async ({ client }) => {
          const { job } = await client.practice.up({ hosts: namesOrAll(hosts) });
          // One document, as the shape says: the events of this job are words for people only.
          resultOf(await followJob(client, job, cli.io, cli.interrupts, { events: false }));
          show(cli, await client.practice.status());
        }),
      ),
    );

  practice
    .command('down')
    .argument('[host...]', 'default: every host of the fleet')
    .description('ends practice hosts; their stores stay')
    .action(
      act((cli, hosts: string[]) =>
        cli.withFleet(async ({ client }) =>
          show(cli, await client.practice.down({ hosts: namesOrAll(hosts) })),
        ),
      ),
    );
}

function namesOrAll(hosts: readonly string[]): string[] | undefined {
  return hosts.length === 0 ? undefined : [...hosts];
}

function show(cli: Cli, status: PracticeStatus): void {
  if (cli.io.json) {
    cli.io.document({ type: 'result', ...status });
    return;
  }
  cli.io.print(
    table(
      ['HOST', 'UP', 'ADDRESS', 'PORT', 'GENERATION', 'HOST KEY'],
      status.hosts.map((host) => [
        host.host,
        host.up ? 'yes' : 'no',
        host.address ?? '',
        host.port === null ? '' : String(host.port),
        host.generation === null ? '' : String(host.generation),
        host.hostKey ?? '',
      ]),
    ),
  );
}
