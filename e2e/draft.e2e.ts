import { expect, test } from './fixtures';

const FILE = 'hosts/p510/default.nix';
const PODMAN = 'virtualization.podman';
const ON = 'podman.enable = true;';
const OFF = 'podman.enable = false; # by hand';

test('a draft outlives a restart, is merged with an editor, asks where lines meet, and is committed in style', async ({
  snowfleet,
  screens,
  page,
}) => {
  const { frame, features } = screens;
  const { keyboard } = page;
  for (const host of ['p620', 'razer']) {
    snowfleet.git('commit', '--quiet', '--allow-empty', '-m', `feat(${host}): something`);
  }
  const before = snowfleet.read(FILE);

  await test.step('undo and redo after a restart, on another page than the board', async () => {
    await frame.go('Features');
    await features.drag(PODMAN, 'p510');
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    const written = snowfleet.read(FILE);
    await page.goto('about:blank');
    await page.goto(await snowfleet.restart());
    await frame.ready();
    await frame.go('Inventory');
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    await keyboard.press('Control+Z');
    await expect(frame.draftChip).toHaveText('No draft');
    expect(snowfleet.read(FILE)).toBe(before);
    await keyboard.press('Control+Shift+Z');
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    expect(snowfleet.read(FILE)).toBe(written);
  });

  await test.step('the drawer is at hand there, folded until it is asked for', async () => {
    await expect(features.gestures()).toHaveCount(0);
    await frame.draftChip.click();
    await expect(features.gestures()).toHaveCount(1);
    const meaning = features.drawer.getByRole('region', { name: 'What it means' });
    await expect(meaning.locator('[data-host="p510"]')).toContainText(`+ ${PODMAN}`);
  });

  await test.step('an editor writes elsewhere in the file: both stand', async () => {
    snowfleet.write(FILE, `# mine\n${snowfleet.read(FILE)}`);
    await expect(features.drawer).toContainText('changed outside too');
    await keyboard.press('Control+Z');
    await expect(frame.draftChip).toHaveText('No draft');
    expect(snowfleet.read(FILE)).toBe(`# mine\n${before}`);
    await keyboard.press('Control+Shift+Z');
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
  });

  const theirs = snowfleet.read(FILE).replace(ON, OFF);
  const clash = features.changedOutside(FILE);
  await test.step('an editor writes over it: ours again, and theirs is not lost', async () => {
    snowfleet.write(FILE, theirs);
    await expect(clash.getByRole('region', { name: /^Ours / })).toContainText(ON);
    await expect(clash.getByRole('region', { name: /^Theirs / })).toContainText('by hand');
    await frame.hear('Changed outside where a change of the draft stands');
    await clash.getByRole('button', { name: 'Write ours again' }).click();
    await expect(clash).toHaveCount(0);
    expect(snowfleet.read(FILE)).toBe(theirs.replace(OFF, ON));
    await keyboard.press('Control+Z');
    await expect(clash).toBeVisible();
    expect(snowfleet.read(FILE)).toBe(theirs);
  });

  await test.step('theirs, and ours is brought back', async () => {
    await clash.getByRole('button', { name: 'Keep theirs (drop this change)' }).click();
    await expect(frame.draftChip).toHaveText('No draft');
    expect(snowfleet.read(FILE)).toBe(theirs);
    await features.drawer.getByRole('button', { name: 'Bring back podman on for p510' }).click();
    await clash.getByRole('button', { name: 'Write ours again' }).click();
    await expect(frame.draftChip).toHaveText('Draft: 2 changes');
  });

  await test.step('the message is in the style of the log, and only ours is committed', async () => {
    await features.drawer.getByRole('button', { name: 'Commit…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Commit 2 changes' });
    const message = dialog.getByRole('textbox', { name: 'Commit message' });
    await expect(message).toHaveValue(/^feat\(p510\): enable podman\n\np510: \+ .*podman/);
    await dialog.getByRole('button', { name: 'Commit 2 changes' }).click();
    await expect(frame.draftChip).toHaveText('No draft');
    expect(snowfleet.git('log', '-1', '--format=%s')).toBe('feat(p510): enable podman\n');
    expect(snowfleet.git('diff', '--unified=0')).toContain('+# mine');
    expect(snowfleet.git('diff')).not.toContain('by hand');
  });
});
