import { AppError, isAppError, type DeployMode, type Run, type Waves } from '../../shared/contract';
import type { JobContext, LockName } from '../jobs';
import { DeployRun } from './deploy-run';
import { describeGenerations } from './generations';
import { createPreflight } from './preflight';
import { lastOnHosts } from './last-on-hosts';
import { type Orphan, RunJournal, type RunWriter } from './run-journal';
import { DEPLOY_STEPS, PLAN_STEPS, ROLLBACK_STEPS } from './steps';
import { recoverOrphans } from './recover';
import { Target } from './target';
import { whoWeAre } from './who-we-are';
import type { DeployFleet, DeployResult, Deploys, DeploysOptions } from './types';
import { checkWaves } from './waves';

/** Plans, deploys, rollbacks, and the generations of hosts. */
export function createDeploys(options: DeploysOptions): Deploys {
  const { jobs, reach } = options;
  const journal = new RunJournal(options.home);
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
      fleet: DeployFleet | null;
    },
    work: (writer: RunWriter) => Promise<DeployResult>,
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
      hosts: run.hosts,
    });
    try {
      return await work(writer);
    } catch (error) {
      const cancelled = isAppError(error, 'cancelled');
      await writer.end(
        cancelled ? 'skipped' : 'failed',
        cancelled ? 'Cancelled before anything was activated.' : errorText(error),
      );
      throw error;
    }
  };

  /** First ends what a dead process left under way on these hosts: two activations exclude each other. */
  const finishing = async <T>(hosts: readonly string[], work: () => Promise<T>): Promise<T> => {
    const left = await journal.orphans(await jobs.list());
    const here = left.filter((one) => hosts.includes(one.host));
    await recoverOrphans(options, here, journal, 'go-on');
    return work();
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
      const fleet = await options.fleet();
      const job = await jobs.start({
        kind: 'deploy',
        title: `Deploy ${hosts.join(', ')}`,
        hosts,
        locks: locks(hosts),
        steps: DEPLOY_STEPS,
        run: (context) =>
          recorded(context, { kind: 'deploy', hosts, mode, waves, fleet }, (writer) =>
            finishing(hosts, () =>
              new DeployRun(options, fleet, context, preflight).deploy(
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
          recorded(context, { kind: 'rollback', hosts: [host], mode: 'switch', fleet }, (writer) =>
            finishing([host], () => new DeployRun(options, fleet, context).rollback(host, to, writer)),
          ),
      });
      return { job: job.id };
    },

    generations: async ({ host }) => {
      const target = new Target(options, await reach(host));
      const [state, generations] = await Promise.all([target.state(), target.generations()]);
      const runs = await journal.list(await jobs.list(), host);
      return { host, generations: describeGenerations(generations, state, host, runs) };
    },

    runs: async ({ host } = {}) => {
      const orphans = await journal.orphans(await jobs.list(), host);
      const due = orphans.filter((one) => (asked.get(keyOf(one)) ?? 0) + ASK_AGAIN_MS < Date.now());
      for (const one of due) asked.set(keyOf(one), Date.now());
      await recoverOrphans(options, due, journal, 'look');
      return { runs: await journal.list(await jobs.list(), host) };
    },

    recover: async () => {
      await recoverOrphans(options, await journal.orphans(await jobs.list()), journal, 'go-on');
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
