import { type Command, InvalidArgumentError } from 'commander';
import { AppError, type Client, type Waves } from '../../../shared/contract';
import { awayHosts } from '../../../shared/deploys';
import type { Cli } from '../cli';

/** In which order hosts are deployed, as it is typed. */
export interface WaveWords {
  readonly canary?: string;
  readonly atOnce?: number;
  readonly stopAfter?: number;
  readonly away?: boolean;
}

function count(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1 to 99.');
}

export function addWaveOptions(command: Command): Command {
  return command
    .option('--canary <host>', 'activate and confirm this host first; the others only if it came out well')
    .option('--at-once <number>', 'hosts that are activated at the same time; 4 where not said', count)
    .option('--stop-after <number>', 'begin no further host after so many came out badly', count)
    .option('--away', 'in place of a selection: hosts that were away in their last run');
}

export function wavesOf({ canary, atOnce, stopAfter }: WaveWords): Waves {
  return { canary, atOnce, stopAfter };
}

/** Hosts of the open fleet that were away in the last run that meant them. Throws `usage` where there are none. */
export async function hostsAway(cli: Cli, client: Client): Promise<string[]> {
  const [{ runs }, { fleet, hosts }] = await Promise.all([
    client.deploys.runs({}, { signal: cli.signal }),
    client.fleet.inventory(undefined, { signal: cli.signal }),
  ]);
  const away = awayHosts(runs, fleet.dir)
    .flatMap((one) => one.hosts)
    .filter((name) => hosts.some((host) => host.name === name));
  if (away.length > 0) return away;
  throw new AppError('usage', 'No host was away in its last run.', {
    hint: 'See the runs with `snowfleet runs`.',
  });
}
