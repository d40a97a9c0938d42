import {
  AppError,
  isAppError,
  type DeployMode,
  type Generation,
  type Run,
  type Waves,
} from '../../shared/contract';
import type { JobContext, LockName } from '../jobs';
import { DeployRun } from './deploy-run';
import {
  compareSystems,
  deleteGenerations,
  describeGenerations,
  generationWith,
  readGenerations,
  spaceOf,
} from './generations';
import { createPreflight } from './preflight';
import { lastOnHosts } from './last-on-hosts';
import { History, type Orphan, RunJournal, type RunWriter } from './history';
import { DELETE_GENERATIONS_STEPS, DEPLOY_STEPS, PLAN_STEPS, ROLLBACK_STEPS } from './steps';
import { recoverOrphans } from './recover';
import { Target } from './target';
import { whoWeAre } from './who-we-are';
import type { DeployFleet, DeployResult, Deploys, DeploysOptions } from './types';
import { checkWaves } from './waves';

/** Plans, deploys, rollbacks, and the generations of hosts. */
export function createDeploys(options: DeploysOptions): Deploys {
  const { jobs, reach } = options;
  const journal = new RunJournal(options.home);
  const history = new History(jobs, journal);
  /** When a host was asked last how its activation ended: a list that is read often must not wait each time. */
  const asked = new Map<string, number>();

  const { preflightScript, sudo } = options;
  const preflight =
    preflightScript === undefined
      ? null
      : createPreflight({
          ...options,
          script: preflightScript,
          ...(sudo ? { passwords: sudo.passwords } : {}),
          ...(options.signingKeys ? { keys: options.signingKeys } : {}),
          lastRuns: async () =>
            lastOnHosts(await journal.list(await jobs.list()), (await options.fleet()).dir),
        });

  /** Opens the journal of a run, and closes it whatever happens. */
  const recorded = async (
    context: JobContext,
    run: {
      kind: Run['kind'];
      hosts: readonly string[];
      mode: DeployMode;
      waves?: Waves | undefined;
      reboot?: boolean | undefined;
      fleet: DeployFleet | null;
    },
    work: (writer: RunWriter, noted: JobContext) => Promise<DeployResult>,
  ): Promise<DeployResult> => {
    const version = (await run.fleet?.sourceVersion()) ?? { commit: null, draft: null };
    const writer = await journal.start({
      id: context.id,
      kind: run.kind,
      who: whoWeAre(),
      fleet: run.fleet?.dir ?? '',
      ...version,
      mode: run.mode,
      ...(run.waves && { waves: run.waves }),
      ...(run.reboot === true && { reboot: true }),
      hosts: run.hosts,
    });
    try {
      return await work(writer, notingPlans(context, writer));
    } catch (error) {
      const cancelled = isAppError(error, 'cancelled');
      await writer.end(
        cancelled ? 'skipped' : 'failed',
        cancelled ? 'Cancelled before anything was activated.' : errorText(error),
      );
      throw error;
    } finally {
      await journal.archive().catch(() => undefined);
    }
  };

  /** First ends what a dead process left under way on these hosts: two activations exclude each other. */
  const finishing = async <T>(hosts: readonly string[], work: () => Promise<T>): Promise<T> => {
    const left = await journal.orphans(await jobs.list());
    const here = left.filter((one) => hosts.includes(one.host));
    await recoverOrphans(options, here, journal, 'go-on');
    return work();
  };

  const described = async (host: string): Promise<{ target: Target; generations: Generation[] }> => {
    const target = new Target(options, await reach(host));
    const [state, found] = await Promise.all([target.state(), readGenerations(target)]);
    const runs = await journal.list(await jobs.list());
    return { target, generations: describeGenerations(found, state, host, runs) };
  };

  return {
    async *preflight({ hosts, ...how }, signal) {
      if (preflight === null) throw new AppError('internal', 'There is no preflight script.');
      const wishes = { ...how, ...(signal ? { signal } : {}) };
      for await (const { lights } of preflight.looks(hosts, wishes)) yield lights;
    },

    plan: async ({ hosts, buildOn }) => {
      const fleet = await options.fleet();
      const job = await jobs.start({
        kind: 'plan',
        title: `Plan ${hosts.join(', ')}`,
        hosts,
        steps: PLAN_STEPS,
        run: (context) => new DeployRun(options, fleet, context, preflight).plan(hosts, buildOn),
      });
      return { job: job.id };
    },

    deploy: async ({ hosts: named, mode = 'switch', waves, ...rest }) => {
      const hosts = [...new Set(named)];
      checkWaves(waves, hosts);
      if (rest.reboot === true && mode !== 'switch' && mode !== 'boot') {
        throw new AppError(
          'usage',
          `Mode ${mode} is not for a restart: what it does would be gone after it.`,
          {
            hint: 'Use mode switch or boot, or leave the restart out.',
          },
        );
      }
      const fleet = await options.fleet();
      const job = await jobs.start({
        kind: 'deploy',
        title: `Deploy ${hosts.join(', ')}`,
        hosts,
        locks: locks(hosts),
        steps: DEPLOY_STEPS,
        run: (context) =>
          recorded(
            context,
            { kind: 'deploy', hosts, mode, waves, reboot: rest.reboot, fleet },
            (writer, noted) =>
              finishing(hosts, () =>
                new DeployRun(options, fleet, noted, preflight).deploy(
                  hosts,
                  { ...rest, mode, waves },
                  writer,
                ),
              ),
          ),
      });
      return { job: job.id };
    },

    rollback: async ({ host, to }) => {
      const fleet = await options.fleet();
      const job = await jobs.start({
        kind: 'rollback',
        title: `Roll back ${host}`,
        hosts: [host],
        locks: locks([host]),
        steps: ROLLBACK_STEPS,
        run: (context) =>
          recorded(context, { kind: 'rollback', hosts: [host], mode: 'switch', fleet }, (writer, noted) =>
            finishing([host], () => new DeployRun(options, fleet, noted).rollback(host, to, writer)),
          ),
      });
      return { job: job.id };
    },

    generations: async ({ host }) => ({ host, generations: (await described(host)).generations }),

    compareGenerations: async ({ host, from, to }) => {
      const { target, generations } = await described(host);
      const before = generationWith(generations, from, host);
      const after = generationWith(generations, to, host);
      return { host, from: before, to: after, ...(await compareSystems(target, before.path, after.path)) };
    },

    generationsSpace: async ({ host, numbers }) => spaceOf(new Target(options, await reach(host)), numbers),

    deleteGenerations: async ({ host, numbers }) => {
      const job = await jobs.start({
        kind: 'delete-generations',
        title: `Delete ${numbers.length === 1 ? 'generation' : 'generations'} ${numbers.join(', ')} of ${host}`,
        hosts: [host],
        locks: locks([host]),
        steps: DELETE_GENERATIONS_STEPS,
        run: (context) =>
          finishing([host], async () => {
            context.step('look');
            return deleteGenerations(new Target(options, await reach(host)), numbers, {
              signal: context.signal,
              log: (text) => context.log(text.trimEnd(), host),
              begin: () => context.step('delete'),
            });
          }),
      });
      return { job: job.id };
    },

    runs: async (query = {}) => {
      const orphans = (await journal.orphans(await jobs.list())).filter(
        (one) => query.host === undefined || one.host === query.host,
      );
      const due = orphans.filter((one) => (asked.get(keyOf(one)) ?? 0) + ASK_AGAIN_MS < Date.now());
      for (const one of due) asked.set(keyOf(one), Date.now());
      await recoverOrphans(options, due, journal, 'look');
      return history.find(query);
    },

    run: ({ run }) => history.details(run),

    exportRuns: ({ format, logs = false, ...query }) => history.export(query, { format, logs }),

    recover: async () => {
      await recoverOrphans(options, await journal.orphans(await jobs.list()), journal, 'go-on');
    },
  };
}

/** The context of a job whose plans are noted in the run, too. */
function notingPlans(context: JobContext, writer: RunWriter): JobContext {
  return {
    ...context,
    data(data) {
      if (data.kind === 'plan') writer.plan(data.plan);
      context.data(data);
    },
  };
}

/** A host that did not answer is left alone for so long. */
const ASK_AGAIN_MS = 30_000;
const keyOf = ({ run, host }: Orphan): string => `${run} ${host}`;

function locks(hosts: readonly string[]): LockName[] {
  return hosts.map((host): LockName => `host:${host}`);
}

function errorText(error: unknown): string {
  if (error instanceof AppError) return error.hint === '' ? error.message : `${error.message} ${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}
