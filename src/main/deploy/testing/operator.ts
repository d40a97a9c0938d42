import { mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimHosts } from '../../../../e2e/hosts/sim-hosts';
import type { DeployRequest, HostResult, JobEvent } from '../../../shared/contract';
import { createJobs, type Jobs } from '../../jobs';
import { createNix } from '../../nix';
import { createSsh, type Ssh } from '../../ssh';
import { resolveHome } from '../../state';
import { createDeploys, type DeployResult, type Deploys } from '..';
import { ACTIVATE, DOOR, HEALTH } from '../activation/testing/lab';
import { writeFleet, type HostSpec } from './fleet';

const PREFLIGHT = fileURLToPath(new URL('../../../../resources/deploy/preflight.sh', import.meta.url));
const STAND_IN = fileURLToPath(new URL('../../../../resources/stand-in', import.meta.url));

/** Somebody with a fleet of simulated hosts and a home of his own, who deploys to them. */
export class Operator {
  readonly #dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-operator-')));
  readonly #sim: SimHosts;
  readonly #specs: Record<string, HostSpec> = {};
  readonly #jobs: Jobs;
  readonly #ssh: Ssh;
  readonly fleet = join(this.#dir, 'fleet');
  readonly deploys: Deploys;

  /** `sshConfig`: how hosts are reached, where not as `sim` says. */
  constructor(sim: SimHosts, sshConfig: string = sim.sshConfig) {
    this.#sim = sim;
    const home = resolveHome({ SNOWFLEET_HOME: join(this.#dir, 'home') });
    this.#jobs = createJobs({ home, version: '0.0.0' });
    this.#ssh = createSsh({ home, env: { ...process.env, SSH_AUTH_SOCK: '' } });
    this.deploys = createDeploys({
      home,
      jobs: this.#jobs,
      nix: createNix({
        home,
        env: { ...process.env, NIX_CONFIG: 'sandbox = false' },
        standInDir: STAND_IN,
        standIn: false,
      }),
      ssh: this.#ssh,
      reach: async (host) => ({ host, source: 'ssh-config', destination: host, configFile: sshConfig }),
      scripts: async () => ({
        activate: readFileSync(ACTIVATE, 'utf8'),
        door: readFileSync(DOOR, 'utf8'),
        health: readFileSync(HEALTH, 'utf8'),
      }),
      preflightScript: async () => readFileSync(PREFLIGHT, 'utf8'),
      fleet: () => ({
        dir: this.fleet,
        sourceVersion: async () => ({ commit: null, draft: null }),
      }),
      patienceMs: 10_000,
    });
  }

  declare(specs: Readonly<Record<string, HostSpec>>): void {
    Object.assign(this.#specs, specs);
    writeFleet(this.fleet, this.#specs, this.#dir);
  }

  /** Deploys, and waits for the end; `onEvent` hears the job meanwhile. */
  async deploy(
    request: Pick<DeployRequest, 'hosts'> & Partial<DeployRequest>,
    onEvent: (event: JobEvent) => void = () => undefined,
  ): Promise<Map<string, HostResult>> {
    const { job } = await this.deploys.deploy(request);
    for await (const event of this.#jobs.follow(job)) onEvent(event);
    const { hosts } = await this.#jobs.result<DeployResult>(job);
    return new Map(hosts.map((one) => [one.host, one]));
  }

  /** What a host runs and boots, read from outside. */
  truth(host: string): { readonly running: string; readonly boots: string } {
    const link = (path: string): string => readlinkSync(join(this.#sim.root(host), path));
    const profiles = 'nix/var/nix/profiles';
    return { running: link('run/current-system'), boots: link(`${profiles}/${link(`${profiles}/system`)}`) };
  }

  async end(): Promise<void> {
    await this.#jobs.close();
    await this.#ssh.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
