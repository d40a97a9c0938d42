import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimHosts, type SimHosts } from '../../../../../e2e/hosts/sim-hosts';
import { App } from './app';
import { Lane } from './lane';

/** One lane with two apps that can deploy to it, and its fleet. */
export interface Stand {
  readonly lane: Lane;
  readonly app: App;
  /** Of another operator: knows nothing of the first. */
  readonly other: App;
  readonly fleet: string;
  /** What `other` deploys. */
  readonly otherFleet: string;
  readonly sshConfig: string;
  /** Of the home in which `app` keeps its state. */
  readonly dir: string;
  revision: number;
}

/** Several lanes side by side, each for one cell at a time. */
export class Bench {
  readonly #dir: string;
  readonly #sim: SimHosts;
  readonly #stands: Stand[];
  readonly #free: Stand[];
  readonly #waiting: ((stand: Stand) => void)[] = [];

  private constructor(dir: string, sim: SimHosts, stands: Stand[]) {
    this.#dir = dir;
    this.#sim = sim;
    this.#stands = stands;
    this.#free = [...stands];
  }

  static async start(lanes: number): Promise<Bench> {
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-faults-')));
    const names = Array.from({ length: lanes }, (_, index) => `lane${index + 1}`);
    const sim = await startSimHosts({ names, user: { name: 'deploy' } });
    const sshConfig = join(dir, 'ssh_config');
    // As somebody would have it who wants to know soon that a line is dead.
    writeFileSync(
      sshConfig,
      `ServerAliveInterval 2\nServerAliveCountMax 4\n${readFileSync(sim.sshConfig, 'utf8')}`,
    );
    const stands: Stand[] = [];
    for (const name of names) {
      const own = join(dir, name);
      const fleet = join(own, 'fleet');
      mkdirSync(own);
      stands.push({
        lane: await Lane.on(sim, name),
        app: new App(join(own, 'app'), sshConfig, fleet),
        other: new App(join(own, 'other'), sshConfig, join(own, 'other-fleet')),
        fleet,
        otherFleet: join(own, 'other-fleet'),
        sshConfig,
        dir: own,
        revision: 0,
      });
    }
    return new Bench(dir, sim, stands);
  }

  /** Does `work` on a lane that nobody else uses meanwhile. */
  async with<T>(work: (stand: Stand) => Promise<T>): Promise<T> {
    const free = this.#free.pop();
    const stand = free ?? (await new Promise<Stand>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(stand);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(stand);
      else this.#free.push(stand);
    }
  }

  async end(): Promise<void> {
    for (const { lane, app, other } of this.#stands) {
      await app.end();
      await other.end();
      await lane.end();
    }
    await this.#sim.down();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
