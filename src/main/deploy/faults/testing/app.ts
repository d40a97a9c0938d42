import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeployLimits, DeployMode, HostResult } from '../../../../shared/contract';
import { createJobs, type Jobs } from '../../../jobs';
import { createNix } from '../../../nix';
import { createSsh, type Ssh } from '../../../ssh';
import { resolveHome } from '../../../state';
import { createDeploys, type DeployResult, type Deploys } from '../..';
import type { ActivationScripts } from '../../activation/remote-activation';
import { ACTIVATE, DOOR, HEALTH } from '../../activation/testing/lab';

const STAND_IN = fileURLToPath(new URL('../../../../../resources/stand-in', import.meta.url));

const PREFLIGHT = readFileSync(
  fileURLToPath(new URL('../../../../../resources/deploy/preflight.sh', import.meta.url)),
  'utf8',
);

export const SCRIPTS: ActivationScripts = {
  activate: readFileSync(ACTIVATE, 'utf8'),
  door: readFileSync(DOOR, 'utf8'),
  health: readFileSync(HEALTH, 'utf8'),
};

/** The deploying half of Snowfleet on a home of its own, for one fleet. */
export class App {
  readonly #jobs: Jobs;
  readonly #ssh: Ssh;
  readonly #deploys: Deploys;
  #last: Promise<unknown> = Promise.resolve();
  /** What the keychain gives for sudo. */
  password: string | null = null;
  scripts: ActivationScripts = SCRIPTS;

  constructor(dir: string, sshConfig: string, fleet: string, patienceMs = 60_000) {
    const home = resolveHome({ SNOWFLEET_HOME: join(dir, 'home') });
    this.#jobs = createJobs({ home, version: '0.0.0' });
    this.#ssh = createSsh({ home, env: { ...process.env, SSH_AUTH_SOCK: '' } });
    this.#deploys = createDeploys({
      home,
      jobs: this.#jobs,
      nix: createNix({
        home,
        env: { ...process.env, NIX_CONFIG: 'sandbox = false' },
        standInDir: STAND_IN,
        standIn: false,
      }),
      ssh: this.#ssh,
      reach: async (host) => ({
        host,
        source: 'ssh-config',
        destination: host,
        configFile: sshConfig,
      }),
      sudo: {
        passwords: { get: async () => this.password, set: async () => undefined },
        asker: { ask: async () => null },
      },
      scripts: async () => this.scripts,
      preflightScript: async () => PREFLIGHT,
      fleet: () => ({ dir: fleet, sourceVersion: async () => ({ commit: null, draft: null }) }),
      patienceMs,
    });
  }

  restoreScripts(): void {
    this.scripts = SCRIPTS;
  }

  /** Begins a deploy, without a preflight where none is wanted; `result` is the outcome of the one host. */
  async deploy(
    host: string,
    limits: DeployLimits,
    { mode = 'switch', preflight = false }: { mode?: DeployMode; preflight?: boolean } = {},
  ): Promise<{ run: string; result: Promise<HostResult> }> {
    const { job } = await this.#deploys.deploy({ hosts: [host], limits, mode, preflight });
    const result = this.#jobs.result<DeployResult>(job).then(({ hosts }) => {
      const [one] = hosts;
      if (one === undefined) throw new Error('the deploy told no outcome');
      return one;
    });
    // It is awaited later, when the fault has struck.
    this.#last = result.catch(() => undefined);
    return { run: job, result };
  }

  /** What the runs tell of the one host of a run whose outcome was unknown when it ended. */
  async toldLater(run: string): Promise<HostResult | null> {
    const { runs } = await this.#deploys.runs();
    const told = runs.find(({ id }) => id === run)?.hosts[0];
    return told === undefined || told.outcome === null ? null : { ...told, outcome: told.outcome };
  }

  /** Until nothing that was begun here goes on. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async end(): Promise<void> {
    await this.#jobs.close();
    await this.#ssh.close();
  }
}
