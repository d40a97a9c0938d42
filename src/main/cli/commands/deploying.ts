import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import {
  AppError,
  type BuildPlace,
  buildPlaceSchema,
  type Client,
  type DeployMode,
  deployModeSchema,
  type FailedUnits,
  type HealthPolicy,
  healthPolicySchema,
  failedUnitsSchema,
  fromErrorShape,
  hostPlanSchema,
  type HostResult,
  hostResultSchema,
  type Run,
} from '../../../shared/contract';
import { modeWords } from '../../../shared/deploys';
import { nextStep, type NextAction } from '../../../shared/runs';
import type { Act, Answer, Cli } from '../cli';
import { confirm } from '../confirm';
import { exitCodeOfError, exitCodeOfOutcomes } from '../exit-codes';
import { type Followed, followJob } from '../follow-job';
import { harmless, printError } from '../io';
import { table } from '../table';
import { planWords } from '../plan-words';
import { addGenerations } from './generations';
import { select } from './reading';
import { addRuns } from './runs';
import { addWaveOptions, hostsAway, wavesOf, type WaveWords } from './wave-options';

const planResultSchema = z.object({ hosts: z.array(hostPlanSchema) }).loose();
const runResultSchema = z.object({ hosts: z.array(hostResultSchema) }).loose();

interface DeployWords extends WaveWords {
  readonly mode: DeployMode;
  readonly failedUnits: FailedUnits;
  readonly health: HealthPolicy;
  readonly reboot?: boolean;
  readonly copy?: boolean;
  readonly activationLimit?: number;
  readonly healthLimit?: number;
  readonly rebootLimit?: number;
  readonly confirmLimit?: number;
  readonly buildOn?: BuildPlace;
  /** Commander sets it to false for `--no-preflight`. */
  readonly preflight: boolean;
  readonly yes?: boolean;
}

/** A time limit as it is typed. */
function seconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number of seconds.');
}

/** For one run; `build-on` remembers a place of each host. */
const buildOnOption = (): Option =>
  new Option('--build-on <place>', 'build here, each host on itself (target), or on the builders').choices(
    buildPlaceSchema.options,
  );

/** Commands that build for hosts, and those that change what hosts run. */
export function addDeploying(program: Command, act: Act): void {
  program
    .command('build')
    .alias('plan')
    .argument('<selection...>', 'hosts: names, @tag, globs, and/or/not')
    .addOption(buildOnOption())
    .description('builds, and shows what a deploy would change; changes nothing on any host')
    .action(act((cli, words: string[], { buildOn }: { buildOn?: BuildPlace }) => plan(cli, words, buildOn)));

  addWaveOptions(
    program
      .command('deploy')
      .argument('[selection...]', 'hosts: names, @tag, globs, and/or/not')
      .addOption(
        new Option('--mode <mode>', 'as of switch-to-configuration; build ends before anything is activated')
          .choices(deployModeSchema.options)
          .default('switch'),
      )
      .addOption(
        new Option(
          '--failed-units <policy>',
          'when units fail: judge rolls back if one failed that worked before',
        )
          .choices(failedUnitsSchema.options)
          .default('judge'),
      )
      .addOption(
        new Option('--health <policy>', 'when health checks of the new system fail; off looks at none')
          .choices(healthPolicySchema.options)
          .default('roll-back'),
      )
      .option('--reboot', 'restart hosts afterwards: in mode boot each, in mode switch those that need it')
      .option('--copy', 'with --mode build: also copy to the hosts')
      .option('--activation-limit <seconds>', 'longest that one program may take on the host', seconds)
      .option('--health-limit <seconds>', 'how long health checks may take until they hold', seconds)
      .option('--reboot-limit <seconds>', 'how long a restarted host may take to be back', seconds)
      .option('--confirm-limit <seconds>', 'how long the host waits for us before it rolls back', seconds)
      .addOption(buildOnOption())
      .option('--no-preflight', 'do not look at the hosts first: a red light then keeps nothing')
      .option('--yes', 'do not ask')
      .description(
        'looks at the hosts, builds, copies, activates, confirms over a new connection, else rolls back',
      ),
  ).action(
    act((cli, words: string[], options: DeployWords) =>
      cli.withFleet(async ({ client }) => {
        const hosts = await chosen(cli, client, words, options);
        const { runs, boots } = modeWords(options.mode, options.reboot);
        if (options.yes === true || cli.io.isInteractive)
          cli.io.say(`${options.mode} ${hosts.join(', ')}: ${runs} ${boots}`);
        await confirm(cli, options.yes, `${options.mode} ${hosts.join(', ')}`);
        const { job } = await client.deploys.deploy({
          hosts,
          mode: options.mode,
          failedUnits: options.failedUnits,
          preflight: options.preflight,
          health: options.health,
          reboot: options.reboot === true,
          copy: options.copy === true,
          limits: {
            activation: options.activationLimit,
            health: options.healthLimit,
            confirm: options.confirmLimit,
            reboot: options.rebootLimit,
          },
          waves: wavesOf(options),
          ...(options.buildOn && { buildOn: options.buildOn }),
        });
        return run(cli, client, job, options.mode);
      }),
    ),
  );

  program
    .command('rollback')
    .argument('<host>')
    .option('--to <generation>', 'a generation number or a store path; default: the one before the current')
    .option('--yes', 'do not ask')
    .description('activates an older system of a host, by its store path')
    .action(
      act((cli, host: string, options: { to?: string; yes?: boolean }) =>
        cli.withFleet(async ({ client }) => {
          const to = options.to === undefined ? undefined : targetOf(options.to);
          await confirm(
            cli,
            options.yes,
            `roll back ${host} to ${to ?? 'the generation before the current'}`,
          );
          return run(cli, client, (await client.deploys.rollback({ host, to })).job);
        }),
      ),
    );

  addGenerations(program, act);
  addRuns(program, act);
}

/** The hosts of a deploy: a selection, or those that were away. */
function chosen(cli: Cli, client: Client, words: readonly string[], { away }: WaveWords): Promise<string[]> {
  if ((away === true) === words.length > 0) {
    throw new AppError('usage', 'Name hosts, or say --away for those that were away; one of the two.');
  }
  return away === true ? hostsAway(cli, client) : select(cli, client, words);
}

/** A generation's number, or a store path as it is. Throws `usage` for anything else. */
function targetOf(text: string): number | string {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  if (text.startsWith('/nix/store/')) return text;
  throw new AppError('usage', `"${text}" is neither a generation number nor a store path.`, {
    hint: 'See the generations with `snowfleet generations HOST`.',
  });
}

function plan(cli: Cli, words: readonly string[], buildOn?: BuildPlace): Answer {
  return cli.withFleet(async ({ client }) => {
    const hosts = await select(cli, client, words);
    const { job } = await client.deploys.plan({ hosts, buildOn });
    const followed = await followJob(client, job, cli.io, cli.interrupts, { events: true });
    const result = planResultSchema.safeParse(followed.result);
    if (!cli.io.json && result.success)
      for (const hostPlan of result.data.hosts) cli.io.print(planWords(hostPlan));
    return end(cli, followed, result.success ? result.data : {}, 0);
  });
}

/** Follows a run to its end and tells of each host; the exit code. */
export async function run(
  cli: Cli,
  client: Client,
  job: string,
  mode: DeployMode | 'rollback' = 'rollback',
): Promise<number> {
  const followed = await followJob(client, job, cli.io, cli.interrupts, { events: true });
  const result = runResultSchema.safeParse(followed.result);
  const hosts = result.success ? result.data.hosts : [];
  if (!cli.io.json && hosts.length > 0) cli.io.print(resultTable(hosts));
  if (!cli.io.json) for (const host of hosts) sayNext(cli, mode === 'rollback' ? 'rollback' : 'deploy', host);
  const away = hosts.filter((one) => one.away === true).map((one) => one.host);
  if (away.length > 0) {
    cli.io.say(
      `Away: ${away.join(', ')}. Later, \`snowfleet deploy --away\` deploys to those that were away.`,
    );
  }
  // A look that was only to be a look has done what it should.
  const isLook = mode === 'dry-activate' || mode === 'build';
  const code = exitCodeOfOutcomes(
    hosts
      .filter((one) => !isLook || one.outcome !== 'skipped' || one.away === true)
      .map((one) => one.outcome),
  );
  return end(cli, followed, result.success ? result.data : {}, code);
}

/** Where a host did not come out well: what can be done, and with which command. */
function sayNext(cli: Cli, kind: Run['kind'], result: HostResult): void {
  const step = nextStep(kind, result);
  if (step !== null) cli.io.say(`${result.host}: ${step.words} See: ${commandFor(step.action, result.host)}`);
}

function commandFor(action: NextAction, host: string): string {
  switch (action) {
    case 'choose-generation':
      return `snowfleet generations ${host}, then snowfleet rollback ${host} --to NUMBER`;
    case 'deploy-again':
      return `snowfleet deploy ${host}`;
    case 'look-again':
      return `snowfleet runs --host ${host}`;
  }
}

/** The last line, and the exit code: what the hosts say, or the job's error when that is worse. */
function end(cli: Cli, followed: Followed, result: Record<string, unknown>, code: number): number {
  if (followed.error === null) {
    if (cli.io.json) cli.io.document({ type: 'result', ...result });
    return code;
  }
  const { error } = followed;
  printError(cli.io, error, { type: 'result', ...result });
  return Math.max(code, exitCodeOfError(fromErrorShape(error).code));
}

function resultTable(hosts: readonly HostResult[]): string {
  return table(
    ['HOST', 'OUTCOME', 'GENERATION', 'SYSTEM', 'REASON'],
    hosts.map((host) => [
      host.host,
      host.outcome,
      host.generation === null ? '' : String(host.generation),
      host.to ?? host.from ?? '',
      harmless(host.reason ?? ''),
    ]),
  );
}
