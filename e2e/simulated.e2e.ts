import { AxeBuilder } from '@axe-core/playwright';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostSpec } from '../src/main/deploy/testing/fleet';
import { writeFleet } from '../src/main/deploy/testing/fleet';
import { expect, test as base } from './fixtures';
import { simHostsMissing, startSimHosts, type SimHosts } from './hosts/sim-hosts';
import { startSnowfleet } from './support/snowfleet';
import { generationsOf, runningSystem } from './support/truth';

const HOSTS = ['alpha', 'beta'] as const;
const SPECS: Record<(typeof HOSTS)[number], HostSpec> = {
  alpha: { revision: '1', behaviour: 'good', packages: ['hello-1.0', 'git-2.44'] },
  beta: { revision: '1', behaviour: 'good', packages: ['hello-1.0'] },
};

const missing = simHostsMissing();

/** Two hosts with a real sshd and a store of their own, and a fleet that names them. */
const test = base.extend<{ sim: SimHosts }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this what a fixture builds on
  sim: async ({}, use) => {
    const sim = await startSimHosts({ names: HOSTS });
    await use(sim);
    await sim.down();
  },
  snowfleet: async ({ sim }, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-small-'));
    const fleet = join(dir, 'fleet');
    writeFleet(fleet, SPECS, dir);
    const snowfleet = await startSnowfleet({ fleet, sshConfig: sim.sshConfig });
    try {
      await use(snowfleet);
    } finally {
      await snowfleet.stop();
      rmSync(dir, { recursive: true });
    }
  },
});

test.skip(missing !== null, missing ?? '');

test('two machines with real sshd: deploy both, see generations, roll one back', async ({
  sim,
  snowfleet,
  screens,
}) => {
  const { frame, inventory, deploys } = screens;
  await expect(inventory.hosts).toHaveCount(2);
  await inventory.hostsUp(2);
  await expect(frame.status.getByText('Practice')).toHaveCount(0);
  const first = new Map<string, string>();
  for (const host of HOSTS) first.set(host, await runningSystem(snowfleet, host));

  await test.step('one of them builds for itself from now on, and the other is a builder', async () => {
    await frame.go('Deploys');
    await deploys.button('Where to build…').click();
    const dialog = deploys.page.getByRole('dialog', { name: 'Where to build' });
    await dialog.getByRole('radiogroup', { name: 'Build alpha' }).getByText('On itself').click();
    await dialog.getByLabel('Add a builder').fill('beta');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog.locator('[data-builder="beta"]')).toContainText(
      'Nix on this machine reaches its store.',
    );
    const { violations } = await new AxeBuilder({ page: deploys.page }).include('[role="dialog"]').analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(deploys.choice('alpha')).toContainText('built on itself');
    expect((await snowfleet.cli('build-on')).stdout).toMatch(/^alpha\s+target$/m);
  });
  await test.step('deploy both; it asks, since these are no practice hosts', async () => {
    await frame.go('Deploys');
    for (const host of HOSTS) await deploys.choice(host).getByRole('checkbox').check();
    // Nobody has to ask for the lights.
    for (const host of HOSTS) await expect(deploys.lights(host)).toHaveAttribute('data-ok', 'true');
    await expect(deploys.lights('alpha').locator('[data-check="host-key"]')).toContainText('known');
    await deploys.button('Deploy').click();
    const dialog = deploys.page.getByRole('dialog', { name: 'Deploy to 2 hosts?' });
    await expect(dialog).toContainText(
      'It boots the new system only after somebody has reached the host on it',
    );
    await dialog.getByLabel('Canary').selectOption('beta');
    await dialog.getByRole('button', { name: 'Deploy to 2 hosts' }).click();
    for (const host of HOSTS) {
      await deploys.cameOut(host, 'switched', 'Switched and confirmed');
    }
    await deploys.allStagesDone('beta');
    await expect(deploys.stage('alpha', 'copy')).toContainText('built there');
    await expect(deploys.wave('First the canary')).toContainText('came out well, so the others went on');
    await expect(deploys.wave('Then 1 at once')).toContainText('1 of 1 done');
  });
  await test.step('the machines themselves say so', async () => {
    for (const host of HOSTS) {
      const [now, then] = await generationsOf(snowfleet, host);
      expect(now).toMatchObject({ number: 2, current: true, path: await runningSystem(snowfleet, host) });
      expect(then).toMatchObject({ number: 1, path: first.get(host) });
      const words = [
        'exec',
        host,
        '--',
        'sh',
        '-c',
        'nix-store --verify-path $(nix-store -qR /run/current-system)',
      ];
      expect(await snowfleet.cli(...words)).toMatchObject({ code: 0 });
    }
  });
  await test.step('again: unchanged, nothing is done', async () => {
    await deploys.button('Deploy').click();
    await deploys.page.getByRole('dialog').getByRole('button', { name: 'Deploy to 2 hosts' }).click();
    for (const host of HOSTS) await deploys.cameOut(host, 'unchanged', 'Unchanged, nothing done');
  });
  await test.step('roll one back by store path; the other stays', async () => {
    await deploys.button('Choose hosts').click();
    await deploys.button('Generations of alpha').click();
    await deploys.generation('alpha', 1).getByRole('button', { name: 'Roll back to generation 1…' }).click();
    await deploys.page.getByRole('dialog').getByRole('button', { name: 'Roll back to 1' }).click();
    await deploys.cameOut('alpha', 'switched', 'Rolled back and confirmed');
    expect(await runningSystem(snowfleet, 'alpha')).toBe(first.get('alpha'));
    expect(await runningSystem(snowfleet, 'beta')).not.toBe(first.get('beta'));
  });
  await test.step('a machine that is off is unknown, never down', async () => {
    await sim.stop('beta');
    await frame.go('Inventory');
    await inventory.main.getByRole('button', { name: 'Read facts' }).click();
    await expect(inventory.host('beta')).toContainText('Unknown: no answer', { timeout: 30_000 });
  });
  await test.step('a deploy passes it over, and offers it later', async () => {
    await frame.go('Deploys');
    await deploys.button('Choose hosts').click();
    await deploys.choice('alpha').getByRole('checkbox').uncheck();
    await deploys.button('Look again').click();
    await expect(deploys.lights('beta')).toHaveAttribute('data-ok', 'false');
    await expect(deploys.lights('beta').locator('[data-check="reach"]')).toHaveAttribute('data-state', 'red');
    await expect(deploys.page.getByRole('status').or(deploys.page.getByRole('alert'))).toContainText([
      /beta is not ready/,
    ]);
    await deploys.button('Deploy').click();
    await deploys.page.getByRole('dialog').getByRole('button', { name: 'Deploy to beta' }).click();
    await deploys.cameOut('beta', 'skipped', 'It was away, so nothing was done there');
    await sim.start('beta');
    await deploys.away('beta').getByRole('button', { name: 'Deploy it now' }).click();
    await deploys.page.getByRole('dialog').getByRole('button', { name: 'Deploy to beta' }).click();
    await deploys.cameOut('beta', 'unchanged', 'Unchanged, nothing done');
    await expect(deploys.away('beta')).toHaveCount(0);
  });
});
