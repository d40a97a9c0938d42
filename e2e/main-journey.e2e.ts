import type { Run } from '../src/shared/contract';
import { expect, test as base, type Screens } from './fixtures';
import { generationsOf, linesAdded, runningSystem } from './support/truth';
import type { Snowfleet } from './support/snowfleet';

const HOST = 'p510';
const FILE = `hosts/${HOST}/default.nix`;
const PODMAN = 'virtualization.podman';
const MESSAGE = 'Podman for the media server';
const ARRIVES = ['network.nftables.enable = true;', 'virtualization.podman.enable = true;'];

/** A fleet of Ada's own: a file no store has seen, so that there is something to build, and something staged. */
function makeItAdas(snowfleet: Snowfleet): void {
  const mark = `  environment.etc."ada".text = "${snowfleet.home}";\n`;
  snowfleet.write(FILE, snowfleet.read(FILE).replace(/\n}\n$/, `\n\n${mark}}\n`));
  snowfleet.git('commit', '--quiet', '--all', '--message', 'Say whose it is');
  snowfleet.write('NOTES.md', 'Buy disks.\n');
  snowfleet.git('add', 'NOTES.md');
}

const test = base.extend({
  snowfleet: async ({ snowfleet }, use) => {
    makeItAdas(snowfleet);
    await use(snowfleet);
  },
});

async function expectWritten(
  snowfleet: Snowfleet,
  { frame, features }: Screens,
  before: string,
): Promise<void> {
  await expect(features.chip(HOST, PODMAN)).toHaveAttribute('data-look', 'draft');
  await expect(features.chip(HOST, 'virtualization.oci-tools')).toHaveAttribute('data-look', 'inherited');
  await expect(frame.draftChip).toHaveText('Draft: 1 change');
  await expect(features.gestures()).toHaveCount(1);
  for (const line of ARRIVES)
    await expect(features.diff(FILE)).toContainText(`added: ${' '.repeat(4)}${line}`);
  const meaning = features.drawer.getByRole('region', { name: 'What it means' });
  await expect(meaning.locator(`[data-host="${HOST}"]`)).toContainText(`+ ${PODMAN}`);
  await expect(meaning).toContainText('5 others');
  expect(linesAdded(before, snowfleet.read(FILE))).toEqual(ARRIVES);
  expect(snowfleet.git('diff', '--name-only')).toBe(`${FILE}\n`);
}

async function expectCommitted(snowfleet: Snowfleet, { frame }: Screens): Promise<void> {
  await expect(frame.draftChip).toHaveText('No draft');
  expect(snowfleet.git('log', '-1', '--format=%s')).toBe(`${MESSAGE}\n`);
  expect(snowfleet.git('show', '--format=', '--name-only', 'HEAD')).toBe(`${FILE}\n`);
  expect(snowfleet.git('status', '--porcelain')).toBe('A  NOTES.md\n');
}

async function expectPlanned({ deploys }: Screens): Promise<void> {
  await deploys.planned(HOST);
  await expect(deploys.tree.getByRole('listitem').first()).toBeVisible();
  await expect(deploys.changes(HOST).getByRole('row', { name: /^comes podman / })).toBeVisible();
}

async function expectDeployed(snowfleet: Snowfleet, { deploys }: Screens, first: string): Promise<void> {
  await deploys.cameOut(HOST, 'switched', 'Switched and confirmed');
  await deploys.allStagesDone(HOST);
  await expect(deploys.changes(HOST)).toContainText('podman.socket');
  const [now, then, ...more] = await generationsOf(snowfleet, HOST);
  expect(more).toEqual([]);
  expect(now).toMatchObject({ number: 2, current: true });
  expect(then).toMatchObject({ number: 1, current: false, path: first });
  expect(await runningSystem(snowfleet, HOST)).toBe(now?.path);
  const [run] = (await snowfleet.json<{ runs: Run[] }>('runs')).runs;
  const commit = snowfleet.git('rev-parse', 'HEAD').trim();
  // The notes are staged and a flake sees what is staged: the record does not pass it off as the commit alone.
  expect(run).toMatchObject({ kind: 'deploy', state: 'done', commit, draft: expect.any(String) });
}

async function expectRolledBack(snowfleet: Snowfleet, { deploys }: Screens, first: string): Promise<void> {
  await deploys.cameOut(HOST, 'switched', 'Rolled back and confirmed');
  await deploys.show('Generations');
  await expect(deploys.generation(HOST, 1)).toContainText('current');
  expect(await generationsOf(snowfleet, HOST)).toMatchObject([
    { number: 2, current: false },
    { number: 1, current: true, path: first },
  ]);
  expect(await runningSystem(snowfleet, HOST)).toBe(first);
}

test.describe('by mouse', () => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test('a feature onto a host, deployed, and back', async ({ snowfleet, screens }) => {
    const { frame, inventory, features, deploys } = screens;

    await test.step('open: six hosts, nothing claims to know what runs', async () => {
      await expect(inventory.hosts).toHaveCount(6);
      await expect(inventory.hosts.filter({ hasText: 'Unknown: not asked yet' })).toHaveCount(6);
      await expect(frame.status).toContainText('Practice');
    });
    await test.step('start practice hosts', async () => {
      await inventory.startPractice.click();
      await inventory.hostsUp(6);
    });
    const first = await runningSystem(snowfleet, HOST);

    const before = snowfleet.read(FILE);
    await test.step('drag podman onto p510: every lane gives its verdict', async () => {
      await frame.go('Features');
      await features.lift(PODMAN);
      for (const host of ['p510', 'samsung']) await features.expectVerdict(host, 'fits');
      for (const host of ['p620', 'dex5550']) await features.expectVerdict(host, 'refused');
      for (const host of ['razer', 'hp']) await features.expectVerdict(host, 'on');
      await features.carryOver(HOST);
      await expect(features.lane(HOST)).toContainText('Drop here');
      await expect(features.follows).toContainText('virtualization.oci-tools');
      await expect(features.follows).toContainText('network.nftables');
      await expect(features.follows).toContainText(`${FILE}, +2`);
      expect(snowfleet.read(FILE)).toBe(before);
      await features.drop();
    });
    await test.step('review the draft', () => expectWritten(snowfleet, screens, before));
    await test.step('commit', async () => {
      await features.commit(MESSAGE);
      await expectCommitted(snowfleet, screens);
    });
    await test.step('plan', async () => {
      await frame.go('Inventory');
      const details = await inventory.open(HOST);
      await details.getByRole('button', { name: 'Deploy' }).click();
      await expect(deploys.choice(HOST).getByRole('checkbox')).toBeChecked();
      await deploys.button('Plan').click();
      await expectPlanned(screens);
      expect(await runningSystem(snowfleet, HOST)).toBe(first);
    });
    await test.step('deploy and confirm', async () => {
      await deploys.button('Deploy').click();
      await expectDeployed(snowfleet, screens, first);
    });
    await test.step('roll back', async () => {
      await deploys.button('Choose hosts').click();
      await deploys.button(`Generations of ${HOST}`).click();
      await deploys.generation(HOST, 1).getByRole('button', { name: 'Roll back to generation 1…' }).click();
      await deploys.page.getByRole('dialog').getByRole('button', { name: 'Roll back to 1' }).click();
      await expectRolledBack(snowfleet, screens, first);
    });
    await test.step('delete the generation nobody needs; what it frees is told before and after', async () => {
      const held = deploys.generation(HOST, 1).getByRole('checkbox');
      await held.check();
      await expect(deploys.button('Delete…')).toBeDisabled();
      await held.uncheck();
      await deploys.generation(HOST, 2).getByRole('checkbox').check();
      const compared = deploys.main.getByRole('region', { name: 'From generation 1 to 2' });
      await expect(compared.getByRole('row', { name: /^comes podman / })).toBeVisible();
      await deploys.button('Delete 1 generation…').click();
      const dialog = deploys.page.getByRole('dialog', { name: `Delete generation 2 of ${HOST}?` });
      const freed = /\d+ \wB in \d+ store paths/;
      await expect(dialog).toContainText(freed);
      const [told = 'none'] = freed.exec(await dialog.innerText()) ?? [];
      await dialog.getByRole('button', { name: 'Delete generation 2' }).click();
      await expect(deploys.main.locator('[data-deleted]')).toContainText(
        `Generation 2 deleted: ${told} freed`,
      );
      await expect(deploys.generation(HOST, 2)).toHaveCount(0);
      expect(await generationsOf(snowfleet, HOST)).toMatchObject([{ number: 1, current: true }]);
    });
    await test.step('find a run by what its log says, read it, export it', async () => {
      await deploys.show('History');
      await expect(deploys.past).toHaveCount(2);
      await deploys.main.getByRole('searchbox').fill(`${HOST} ROLLBACK`);
      await expect(deploys.past).toHaveCount(1);
      await deploys.past.click();
      await expect(deploys.run.locator(`[data-host="${HOST}"]`)).toContainText('Rolled back and confirmed');
      const text = await deploys.exported('Markdown');
      expect(text).toContain(`rollback ${HOST}`);
      expect(text).toContain('- removed podman');
    });
    await test.step('the runs tell both', async () => {
      await frame.go('Inventory');
      const runs = inventory.main.getByRole('region', { name: 'Last runs' }).getByRole('row');
      await expect(runs.filter({ hasText: HOST })).toHaveCount(2);
      await expect(runs.filter({ hasText: 'Rolled back as asked' })).toHaveCount(1);
    });
  });
});

test.describe('by keyboard', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('the same, never touching the mouse', async ({ snowfleet, screens }) => {
    const { frame, palette, inventory, features, deploys } = screens;
    const { keyboard } = frame.page;

    await test.step('start practice hosts from the palette', async () => {
      await palette.run('Start practice hosts');
      await inventory.hostsUp(6);
    });
    const first = await runningSystem(snowfleet, HOST);

    const before = snowfleet.read(FILE);
    await test.step('lift podman, hear the verdicts, put it back, lift it again, drop it', async () => {
      await palette.run('Features');
      await expect(features.main).toBeFocused();
      await frame.tabTo(features.main.getByRole('searchbox', { name: 'Filter features' }));
      await keyboard.type('podman');
      const rows = features.main.getByRole('region', { name: 'Catalogue' }).locator('[data-feature]');
      await expect(rows.first()).toBeVisible();
      await frame.tabTo(rows.first());
      const count = await rows.count();
      for (let presses = 0; presses < count; presses += 1) {
        if (await features.feature(PODMAN).evaluate((row) => row === document.activeElement)) break;
        await keyboard.press('ArrowDown');
      }
      await expect(features.feature(PODMAN)).toBeFocused();

      await keyboard.press('Space');
      await frame.hear('podman lifted');
      await keyboard.press('ArrowDown');
      await frame.hear('podman over dex5550: refused');
      await keyboard.press('Escape');
      await frame.hear('podman put back');
      await expect(features.feature(PODMAN)).toBeFocused();
      expect(snowfleet.git('diff', '--name-only')).toBe('');

      await keyboard.press('Space');
      for (const verdict of [
        'dex5550: refused',
        'hp: already on',
        `${HOST}: fits, also adds nftables, brings oci-tools`,
      ]) {
        await keyboard.press('ArrowDown');
        await frame.hear(`podman over ${verdict}`);
      }
      await keyboard.press('Space');
      await frame.hear(`podman is on for ${HOST}`);
    });
    await test.step('review the draft', () => expectWritten(snowfleet, screens, before));
    await test.step('commit', async () => {
      await palette.run('Commit…');
      await expect(features.page.getByRole('textbox', { name: 'Commit message' })).toBeFocused();
      await keyboard.press('Control+A');
      await keyboard.type(MESSAGE);
      await frame.tabTo(features.page.getByRole('dialog').getByRole('button', { name: 'Commit 1 change' }));
      await keyboard.press('Enter');
      await expectCommitted(snowfleet, screens);
    });
    await test.step('plan', async () => {
      await palette.run(`Deploy ${HOST}`);
      await expect(deploys.choice(HOST).getByRole('checkbox')).toBeChecked();
      await frame.tabTo(deploys.button('Plan'));
      await keyboard.press('Enter');
      await expectPlanned(screens);
    });
    await test.step('deploy and confirm', async () => {
      await frame.tabTo(deploys.button('Deploy'));
      await keyboard.press('Enter');
      await expectDeployed(snowfleet, screens, first);
    });
    await test.step('roll back', async () => {
      await palette.run(`Generations of ${HOST}`);
      await frame.tabTo(deploys.button('Roll back to generation 1…'));
      await keyboard.press('Enter');
      const dialog = deploys.page.getByRole('dialog');
      await frame.tabTo(dialog.getByRole('button', { name: 'Roll back to 1' }));
      await keyboard.press('Enter');
      await expectRolledBack(snowfleet, screens, first);
    });
  });
});
