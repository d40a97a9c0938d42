import { AxeBuilder } from '@axe-core/playwright';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveFacts, type Fact } from '../src/shared/contract';
import { writeFleet } from '../src/main/deploy/testing/fleet';
import { expect, test as base } from './fixtures';
import { simHostsMissing, startSimHosts, type SimHosts } from './hosts/sim-hosts';
import { startSnowfleet } from './support/snowfleet';

const missing = simHostsMissing();
const HOST = 'alpha';

/** A host with a real sshd on which a unit has failed, and a fleet that names it. */
const test = base.extend<{ sim: SimHosts }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this what a fixture builds on
  sim: async ({}, use) => {
    const sim = await startSimHosts({ names: [HOST] });
    mkdirSync(join(sim.root(HOST), 'run/practice'), { recursive: true });
    writeFileSync(
      join(sim.root(HOST), 'run/practice/failed-units'),
      'backup.service loaded failed failed Backup\n',
    );
    await use(sim);
    await sim.down();
  },
  snowfleet: async ({ sim }, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-facts-'));
    const fleet = join(dir, 'fleet');
    writeFleet(fleet, { [HOST]: { revision: '1', behaviour: 'good', packages: [] } }, dir);
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

/** Something happens on the host that its journal tells of. */
function stops(sim: SimHosts, unit: string): void {
  const entry = {
    __REALTIME_TIMESTAMP: `${Date.now()}000`,
    PRIORITY: '6',
    _SYSTEMD_UNIT: unit,
    SYSLOG_IDENTIFIER: 'systemd',
    _PID: '1',
    MESSAGE: `Stopped ${unit}.`,
  };
  appendFileSync(join(sim.root(HOST), 'var/log/practice-journal'), `${JSON.stringify(entry)}\n`);
}

interface Answer {
  readonly hosts: readonly {
    readonly host: string;
    readonly at: string;
    readonly reachable: boolean;
    readonly facts: Readonly<Record<string, Fact>>;
  }[];
}

test('what a host says of itself, on the page and at the terminal, and its journal as it is written', async ({
  page,
  sim,
  snowfleet,
  screens,
}) => {
  const { inventory } = screens;
  await expect(inventory.host(HOST)).toContainText('1 unit failed');
  const details = await inventory.open(HOST);

  await test.step('the details show each fact with its source and age', async () => {
    await expect(details.getByRole('list', { name: 'Failed units' })).toContainText('backup.service');
    for (const label of ['Up', 'Load', 'Memory', 'Store', 'Kernel', 'Generation', 'Clock', 'Name check']) {
      const line = details.locator('.f').filter({ has: page.getByText(label, { exact: true }) });
      await expect(line.locator('.fact-age'), label).toBeVisible();
    }
    await expect(details).toContainText(`${HOST} has no address here`);
    await expect(details.locator('.f').filter({ hasText: 'Memory' })).toContainText(/\d+ GB of \d+ GB used/);
  });

  await test.step('the terminal door tells the same, each fact in its shape', async () => {
    const { hosts } = await snowfleet.json<Answer>('facts', HOST);
    const [answer] = hosts;
    expect(answer).toMatchObject({ host: HOST, reachable: true });
    const facts = answer?.facts ?? {};
    for (const [name, { value, from, at }] of Object.entries(facts)) {
      expect(from, name).toBe('host');
      expect(at, name).toBe(answer?.at);
      if (name in liveFacts) {
        expect(liveFacts[name as keyof typeof liveFacts].safeParse(value).success, name).toBe(true);
      }
    }
    expect(facts).toMatchObject({
      generation: { value: 1 },
      runningGeneration: { value: 1 },
      failedUnitNames: { value: ['backup.service'] },
      name: { value: { name: HOST, verdict: 'unresolved', conflicts: [] } },
    });
    expect(facts).not.toHaveProperty('partial');
  });

  await test.step('the journal is read, followed and narrowed', async () => {
    stops(sim, 'first.service');
    await details.getByRole('button', { name: 'Journal', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Journal of ${HOST}` });
    const entries = dialog.getByRole('region', { name: 'Entries' });
    await expect(entries).toContainText('Stopped first.service.');
    stops(sim, 'second.service');
    await expect(entries).toContainText('Stopped second.service.');
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await dialog.getByRole('searchbox', { name: 'Unit' }).fill('first');
    await expect(entries).not.toContainText('second');
    await expect(entries).toContainText('Stopped first.service.');
    await dialog.getByText('Errors', { exact: true }).click();
    await expect(entries).not.toContainText('first');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(details.getByRole('button', { name: 'Journal', exact: true })).toBeFocused();
    const { stdout, code } = await snowfleet.cli('logs', HOST, '--unit', 'second', '--json');
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { type: 'entry', unit: 'second.service', message: 'Stopped second.service.' },
      { type: 'result', host: HOST, entries: 1 },
    ]);
  });

  await test.step('a host that is off is unknown, keeps what it told, and is never called down', async () => {
    await sim.stop(HOST);
    await page.keyboard.press('Escape');
    await inventory.main.getByRole('button', { name: 'Read facts' }).click();
    await expect(inventory.host(HOST)).toContainText('Unknown: no answer');
    await inventory.open(HOST);
    await expect(details.locator('.f').filter({ hasText: 'Kernel' })).toBeVisible();
    await expect(inventory.main).not.toContainText(/\bdown\b/i);
    const logs = await snowfleet.cli('logs', HOST);
    expect(logs.code).toBe(1);
    expect(logs.stderr).toContain(HOST);
  });
});
