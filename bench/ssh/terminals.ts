import type { Figure, Pair } from '../harness';
import { summarize } from '../statistics';
import { openSshVersion } from './commands';
import { openScreens, type Screens } from './screens';
import { finish, type World } from './world';

const LINES = 5_000_000;
const LINES_BYTES = 38_888_896;
const RUNS = 4;
const MEMORY_RUNS = 2;
const TERMINALS = 30;

/** Terminals in Chromium, beside OpenSSH where it does the like. */
export interface TerminalsBench {
  readonly pairs: readonly Pair[];
  figures(runs?: number): Promise<readonly Figure[]>;
  close(): Promise<void>;
}

export async function createTerminalsBench(world: World): Promise<TerminalsBench> {
  const [first = '', second = ''] = world.names;
  const hosts = [first, second];
  let screens: Screens = await openScreens(world, hosts);
  const delays: number[] = [];
  return {
    pairs: [
      {
        name: `seq 1 ${LINES} to the last line drawn`,
        peer: `${openSshVersion()} > /dev/null`,
        ours: async () => {
          const { server } = await screens.flood(first, LINES);
          delays.push(server.p99);
        },
        theirs: () => finish(['ssh', '-F', world.configFile, first, 'seq', '1', String(LINES)]),
        rounds: 3,
        work: { amount: LINES_BYTES / 1e6, unit: 'MB' },
        note: 'the peer is the physical limit: no terminal on the host, and nothing is drawn. Both log in each time.',
      },
    ],
    async figures(runs = RUNS) {
      const measured: Record<'alone' | 'tab' | 'split', number[][]> = { alone: [], tab: [], split: [] };
      const held: Record<'tab' | 'split', number[]> = { tab: [], split: [] };
      const stops: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        measured.alone.push(await screens.echoAlone(first));
        for (const where of ['tab', 'split'] as const) {
          const { ms, server } = await screens.echoBeside(first, second, where);
          measured[where].push(ms);
          held[where].push(server.p99);
        }
        stops.push(await screens.stopFlood(first));
      }
      const server: [number, number][] = [];
      const page: [number, number][] = [];
      for (let run = 0; run < Math.min(runs, MEMORY_RUNS); run += 1) {
        await screens.close();
        screens = await openScreens(world, hosts);
        const sizes = await screens.memory(hosts, TERMINALS);
        server.push(sizes.server);
        page.push(sizes.page);
      }
      const delay = 'a key to the frame it is drawn in, by the page’s clock; 60 keys a run.';
      return [
        ...echoFigures('key echo, nothing else', measured.alone, undefined, delay),
        ...echoFigures('key echo, flood in another tab', measured.tab, 50),
        ...echoFigures('key echo, flood beside it in view', measured.split),
        { name: 'Ctrl C in a flood to a still screen', unit: 'ms', summary: summarize(stops), aim: 400 },
        ...(delays.length === 0
          ? []
          : [eventLoop('one flood in view', delays, 'later than due, of looks every 5 ms.')]),
        eventLoop('flood in another tab', held.tab),
        eventLoop('flood beside', held.split),
        ...memoryFigures('server', server, 'resident.'),
        ...memoryFigures(
          'page',
          page,
          'the page’s own process, what it shares left out; scrollback full in each.',
        ),
      ];
    },
    close: () => screens.close(),
  };
}

function echoFigures(name: string, runs: readonly number[][], aim?: number, note?: string): Figure[] {
  const share = (part: number): Figure['summary'] =>
    summarize(runs.map((ms) => ms.toSorted((a, b) => a - b)[Math.ceil(part * ms.length) - 1] ?? Number.NaN));
  return [
    { name: `${name}, p50`, unit: 'ms', summary: share(0.5), ...(note !== undefined && { note }) },
    { name: `${name}, p95`, unit: 'ms', summary: share(0.95), ...(aim !== undefined && { aim }) },
  ];
}

const eventLoop = (name: string, p99: readonly number[], note?: string): Figure => ({
  name: `event loop of the server, p99, ${name}`,
  unit: 'ms',
  summary: summarize(p99),
  ...(note !== undefined && { note }),
});

const memoryFigures = (
  whose: string,
  runs: readonly (readonly [number, number])[],
  note: string,
): Figure[] => [
  {
    name: `memory of the ${whose}, no terminal`,
    unit: 'MB',
    summary: summarize(runs.map(([before]) => before)),
    note,
  },
  {
    name: `memory of the ${whose}, ${TERMINALS} terminals`,
    unit: 'MB',
    summary: summarize(runs.map(([, after]) => after)),
  },
];
