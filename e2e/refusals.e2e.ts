import { expect, test } from './fixtures';
import { processesOf } from './support/processes';
import type { Snowfleet } from './support/snowfleet';
import { generationsOf } from './support/truth';

const HOST = 'p510';
const FILE = `hosts/${HOST}/default.nix`;
const PODMAN = 'virtualization.podman';

/** Gives the host a package that never gets built; returns what its builder's command line contains. */
function makeBuildEndless(snowfleet: Snowfleet): string {
  // A number of seconds nobody else sleeps for, so that the builder is known among all processes.
  const marker = `sleep ${100_000 + process.pid}.${Date.now() % 1_000_000}`;
  snowfleet.write(
    'hosts/p510/endless.nix',
    `{ pkgs, ... }:
{
  environment.systemPackages = [
    (pkgs.practiceBuild "endless" { } "${marker}")
  ];
}
`,
  );
  const imports = 'imports = [\n';
  snowfleet.write(FILE, snowfleet.read(FILE).replace(imports, `${imports}    ./endless.nix\n`));
  snowfleet.git('add', '-N', 'hosts/p510/endless.nix');
  return marker;
}

test('a drop on a refusing lane writes nothing and says why', async ({ snowfleet, screens }) => {
  const { frame, features } = screens;
  const before = snowfleet.read('hosts/p620/default.nix');
  await frame.go('Features');
  await features.lift(PODMAN);
  for (const host of ['p620', 'dex5550']) await features.expectVerdict(host, 'refused');
  for (const host of ['p510', 'samsung']) await features.expectVerdict(host, 'fits');
  for (const host of ['razer', 'hp']) await features.expectVerdict(host, 'on');
  await features.carryOver('p620');
  await expect(features.follows).toContainText('both want to own the Docker socket');
  await expect(features.follows).toContainText(/features\/.*(docker|podman)\.nix:\d+/);
  await features.drop();
  await expect(features.follows.getByRole('alert')).toContainText('p620 refuses podman');
  await expect(features.follows.getByRole('alert')).toContainText('both want to own the Docker socket');
  await frame.hear('p620 refuses podman');
  await expect(frame.draftChip).toHaveText('No draft');
  expect(snowfleet.read('hosts/p620/default.nix')).toBe(before);
  expect(snowfleet.git('status', '--porcelain')).toBe('');
});

test('undo gives the bytes back, redo writes them again, discard takes all back', async ({
  snowfleet,
  screens,
  page,
}) => {
  const { frame, features } = screens;
  const before = snowfleet.read(FILE);
  await frame.go('Features');
  await features.drag(PODMAN, 'p510');
  await expect(features.chip('p510', PODMAN)).toHaveAttribute('data-look', 'draft');
  const after = snowfleet.read(FILE);
  expect(after).not.toBe(before);

  await page.keyboard.press('Control+Z');
  await expect(frame.draftChip).toHaveText('No draft');
  await expect(features.chip('p510', PODMAN)).toHaveCount(0);
  expect(snowfleet.read(FILE)).toBe(before);

  await page.keyboard.press('Control+Shift+Z');
  await expect(features.chip('p510', PODMAN)).toHaveAttribute('data-look', 'draft');
  expect(snowfleet.read(FILE)).toBe(after);

  await features.drag('media.jellyfin', 'hp');
  await expect(features.gestures()).toHaveCount(2);
  await features.drawer.getByRole('button', { name: 'Discard…' }).click();
  await page
    .getByRole('dialog', { name: 'Discard 2 changes?' })
    .getByRole('button', { name: 'Discard 2 changes' })
    .click();
  await expect(frame.draftChip).toHaveText('No draft');
  expect(snowfleet.git('status', '--porcelain')).toBe('');
});

test('a change from outside at the same place stops undo, and is kept', async ({ snowfleet, screens }) => {
  const { frame, features } = screens;
  const before = snowfleet.read(FILE);
  await frame.go('Features');
  await features.drag(PODMAN, 'p510');
  await expect(features.chip('p510', PODMAN)).toHaveAttribute('data-look', 'draft');
  const written = snowfleet.read(FILE);
  const edited = written.replace('podman.enable = true', 'podman.enable = 1 == 1');
  snowfleet.write(FILE, edited);
  await expect(features.drawer).toContainText(`changed outside: ${FILE}`);
  await frame.undoButton.click();
  await expect(frame.alerts.first()).toContainText('Undo');
  expect(snowfleet.read(FILE)).toBe(edited);
  await expect(features.gestures()).toHaveCount(1);

  // With the old text back, undo fits again.
  snowfleet.write(FILE, written);
  await expect(features.drawer).not.toContainText('changed outside');
  await frame.undoButton.click();
  await expect(frame.draftChip).toHaveText('No draft');
  expect(snowfleet.read(FILE)).toBe(before);
});

test('a deploy is found again after a reload, and cancelled while it builds', async ({
  snowfleet,
  screens,
  page,
}) => {
  const { frame, deploys } = screens;
  await snowfleet.json('practice', 'up', HOST);
  const [first] = await generationsOf(snowfleet, HOST);
  const marker = makeBuildEndless(snowfleet);
  await frame.go('Deploys');
  await deploys.choice(HOST).getByRole('checkbox').check();
  await deploys.button('Deploy').click();
  await expect(deploys.stage(HOST, 'build')).toHaveAttribute('data-state', 'running', { timeout: 30_000 });
  await expect(deploys.tree).toContainText('endless', { timeout: 30_000 });
  await expect.poll(() => processesOf(marker).length).toBeGreaterThan(0);

  await page.reload();
  await expect(deploys.stage(HOST, 'build')).toHaveAttribute('data-state', 'running');
  await expect(deploys.tree).toContainText('endless');
  await expect(frame.status).toContainText('1 job');

  await deploys.button('Cancel').click();
  await expect(deploys.button('Deploy')).toBeVisible({ timeout: 30_000 });
  await expect(frame.status).toContainText('No jobs running');
  await expect.poll(() => processesOf(marker)).toEqual([]);
  expect(await generationsOf(snowfleet, HOST)).toEqual([first]);
  await expect(deploys.runs.first()).toHaveAttribute('data-state', 'done');
});
