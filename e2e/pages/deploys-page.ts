import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

type Stage = 'evaluate' | 'build' | 'copy' | 'activate' | 'confirm';

/** A deploy in practice takes seconds; a busy machine more. */
const JOB_MS = 120_000;

/** Plans, deploys, generations, runs. */
export class DeploysPage {
  readonly main: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Deploys' });
  }

  button(name: string | RegExp): Locator {
    return this.main.getByRole('button', { name, exact: typeof name === 'string' });
  }

  choice(host: string): Locator {
    return this.main.getByRole('region', { name: 'Hosts to deploy' }).locator(`[data-host="${host}"]`);
  }

  /** One host's row in the preflight. */
  lights(host: string): Locator {
    return this.main.getByRole('region', { name: 'Preflight', exact: true }).locator(`[data-host="${host}"]`);
  }

  line(host: string): Locator {
    return this.main.getByRole('region', { name: 'Stages' }).locator(`[data-host="${host}"]`);
  }

  stage(host: string, stage: Stage): Locator {
    return this.line(host).locator(`[data-stage="${stage}"]`);
  }

  /** The head of the hosts that are activated beside each other, by its title. */
  wave(title: string): Locator {
    return this.main
      .getByRole('region', { name: 'Stages' })
      .locator('.wave')
      .filter({ has: this.page.getByRole('heading', { name: title }) });
  }

  /** The offer to make up for what a host missed that was away. */
  away(host: string): Locator {
    return this.main.getByRole('region', { name: 'Hosts that were away' }).locator(`[data-away~="${host}"]`);
  }

  get build(): Locator {
    return this.main.getByRole('region', { name: 'Build', exact: true });
  }

  get tree(): Locator {
    return this.build.getByRole('region', { name: 'Build tree' });
  }

  changes(host: string): Locator {
    return this.main.getByRole('region', { name: `What changes on ${host}` });
  }

  generations(host: string): Locator {
    return this.main.getByRole('region', { name: `Generations of ${host}`, exact: true });
  }

  generation(host: string, number: number): Locator {
    return this.generations(host).locator(`[data-generation="${number}"]`);
  }

  get runs(): Locator {
    return this.main.getByRole('region', { name: 'Runs', exact: true }).locator('[data-run]');
  }

  /** Changes between the views of the deploys. */
  async show(view: 'Deploy' | 'History' | 'Generations'): Promise<void> {
    await this.main.getByRole('radiogroup', { name: 'View' }).getByText(view, { exact: true }).click();
  }

  /** Runs in the history. */
  get past(): Locator {
    return this.main.getByRole('list', { name: 'Runs, newest first' }).locator('[data-run]');
  }

  get run(): Locator {
    return this.main.getByRole('complementary', { name: 'Run', exact: true });
  }

  /** The text of an export of what the history shows. */
  async exported(format: string): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.button(/^Export/).click();
    await this.page.getByRole('menuitem', { name: format, exact: true }).click();
    return readFileSync(await (await download).path(), 'utf8');
  }

  /** Until the plan of a host is there. */
  async planned(host: string): Promise<void> {
    await expect(this.line(host)).toContainText('Planned; nothing was changed', { timeout: JOB_MS });
  }

  /** Until a host's run has come out as it shall. */
  async cameOut(host: string, outcome: string, words: string): Promise<void> {
    const told = this.line(host).locator('[data-outcome]');
    await expect(told).toContainText(words, { timeout: JOB_MS });
    await expect(told).toHaveAttribute('data-outcome', outcome);
  }

  async allStagesDone(host: string): Promise<void> {
    for (const stage of ['evaluate', 'build', 'copy', 'activate', 'confirm'] as const) {
      await expect(this.stage(host, stage)).toHaveAttribute('data-state', 'done');
    }
  }
}
