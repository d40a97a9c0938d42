import { expect, test as base } from './fixtures';
import type { Snowfleet } from './support/snowfleet';

const PODMAN = 'virtualization.podman';
const LIBVIRT = 'virtualization.libvirt';
const GO = 'development.go';
const SECOND = 'performance.same-pages';
const GPU = ['hp', 'p510', 'p620', 'razer'];

const fileOf = (host: string): string => `hosts/${host}/default.nix`;

/** Gives a feature an option that a host has to give a value. */
function makeItWant(snowfleet: Snowfleet): void {
  const file = 'features/development/go.nix';
  const option = 'parallel = lib.mkOption { type = lib.types.ints.between 1 9; description = "How many."; };';
  const text = snowfleet.read(file);
  const wanting = text.includes('options =')
    ? text.replace(/(options =\n\s+\{ lib, \.\.\. \}:\n\s+\{\n)/, `$1      ${option}\n`)
    : text.replace(/\n}\n$/, `\n  options =\n    { lib, ... }:\n    {\n      ${option}\n    };\n}\n`);
  snowfleet.write(file, wanting);
  snowfleet.git('commit', '--quiet', '--all', '--message', 'Let Go ask how many');
}

const test = base.extend({
  snowfleet: async ({ snowfleet }, use) => {
    makeItWant(snowfleet);
    await use(snowfleet);
  },
});

/** The files of the fleet that differ from what is committed. */
const changed = (snowfleet: Snowfleet): string[] =>
  snowfleet.git('diff', '--name-only').split('\n').filter(Boolean);

test('many features onto many hosts, a tag, a set, and the matrix, by mouse', async ({
  snowfleet,
  screens,
  page,
}) => {
  test.slow();
  const { frame, features } = screens;
  await frame.go('Features');

  await test.step('two features over three hosts: one refuses, so nothing is written before it is asked', async () => {
    await features.feature(PODMAN).click();
    await features.feature(LIBVIRT).click({ modifiers: ['Control'] });
    for (const host of ['p510', 'samsung', 'dex5550'])
      await features.laneHead(host).click({ modifiers: ['Control'] });
    await features.lift(LIBVIRT);
    await features.carryOver('p510');
    await frame.hear('2 features over 3 hosts: 2 fit, dex5550 refuses');
    await expect(features.lane('samsung')).toHaveClass(/\bover\b/);
    await expect(features.follows).toContainText('dex5550 refuses');
    await features.drop();
    await expect(features.asked).toContainText('both want to own the Docker socket');
    expect(changed(snowfleet)).toEqual([]);
  });
  await test.step('only the two that fit, as one gesture, taken back by one undo', async () => {
    await features.asked.getByRole('button', { name: 'Only the 2 that fit' }).click();
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    expect(changed(snowfleet)).toEqual(['p510', 'samsung'].map(fileOf));
    await expect(features.chip('p510', PODMAN)).toHaveAttribute('data-look', 'draft');
    await frame.undoButton.click();
    await expect(frame.draftChip).toHaveText('No draft');
    expect(changed(snowfleet)).toEqual([]);
  });
  await test.step('onto a tag: all of its hosts, and the value that is wanted is asked for', async () => {
    await features.lift(GO);
    await features.carryTo(features.main.locator('[data-tag="gpu"]'));
    await frame.hear('go over @gpu: 4 fit');
    await features.drop();
    const take = features.asked.getByRole('button', { name: 'Take' });
    const field = features.asked.getByRole('textbox', { name: 'parallel' });
    await expect(take).toBeDisabled();
    await field.fill('12');
    await expect(features.asked.getByRole('alert')).toContainText('between 1 and 9');
    await expect(take).toBeDisabled();
    expect(changed(snowfleet)).toEqual([]);
    await field.fill('3');
    await take.click();
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    expect(changed(snowfleet)).toEqual(GPU.map(fileOf));
    for (const host of GPU) expect(snowfleet.read(fileOf(host))).toMatch(/go(\.| = \{[^}]*)parallel = 3;/s);
    await frame.undoButton.click();
    await expect(frame.draftChip).toHaveText('No draft');
  });
  await test.step('a host’s set onto another, after the comparison', async () => {
    await features.liftFrom(features.laneHead('p510'));
    await features.carryOver('dex5550');
    await features.drop();
    const dialog = features.compared('p510', 'dex5550');
    await expect(dialog.getByRole('region', { name: 'Arrives' })).toContainText('media.plex');
    await expect(dialog.getByRole('region', { name: 'Goes' })).toContainText('virtualization.docker');
    await expect(dialog.getByRole('region', { name: 'Cannot be copied' })).toContainText('requires nvidia');
    // Of what hangs together each group is emptied after those that need it.
    for (const group of ['Differs', 'Arrives', 'Goes']) {
      const all = dialog.getByRole('button', { name: `all: ${group}` });
      await all.click();
      if ((await all.getAttribute('aria-label'))?.startsWith('Leave')) await all.click();
    }
    await dialog.getByRole('checkbox', { name: 'media.plex', exact: true }).check();
    await dialog.getByRole('button', { name: /^Copy 1 line$/ }).click();
    await expect(dialog).toBeHidden();
    await expect(features.chip('dex5550', 'media.plex')).toHaveAttribute('data-look', 'draft');
    expect(changed(snowfleet)).toEqual([fileOf('dex5550')]);
    await frame.undoButton.click();
    await expect(frame.draftChip).toHaveText('No draft');
  });
  await test.step('through the matrix: a switch, and a value that is refused at once', async () => {
    await features.main.getByText('Matrix', { exact: true }).click();
    await features.main.getByRole('searchbox', { name: 'Filter features' }).fill('waybar');
    await features.matrix.getByRole('rowheader', { name: 'waybar' }).click();
    await features.cell('height', 'hp').getByText('34').click();
    const editor = page.getByRole('dialog', { name: 'height for hp' });
    await editor.getByRole('textbox').fill('9000');
    await expect(editor.getByRole('alert')).toContainText('between 20 and 64');
    await editor.getByRole('textbox').fill('40');
    await editor.getByRole('textbox').press('Enter');
    await expect(features.cell('height', 'hp')).toHaveAttribute('data-look', 'draft');
    expect(snowfleet.git('diff')).toMatch(/height = 40;/);
    await features.cell('waybar', 'samsung').locator('[data-act="change"]').click();
    await expect(frame.draftChip).toHaveText('Draft: 2 changes');
    await expect(features.cell('waybar', 'samsung')).toHaveAttribute('data-look', 'draft');
    // What is brought leads to the line that brings it.
    await features.cell('waybar', 'razer').locator('[data-act="place"]').click();
    await expect(page.getByText('hyprland.nix').first()).toBeVisible();
  });
});

test('the same by keyboard', async ({ snowfleet, screens, page }) => {
  test.slow();
  const { frame, features, palette } = screens;
  const { keyboard } = page;
  await palette.run('Features');

  await test.step('two features onto a tag', async () => {
    await frame.tabTo(features.main.getByRole('searchbox', { name: 'Filter features' }));
    await keyboard.type('performance -pages');
    const rows = features.main.getByRole('region', { name: 'Catalogue' }).locator('[data-feature]');
    await expect(rows).toHaveCount(2);
    await frame.tabTo(rows.first());
    await keyboard.press('Shift+ArrowDown');
    await frame.hear('2 selected');
    await keyboard.press('Space');
    await frame.hear('2 features lifted');
    await keyboard.press('ArrowDown');
    await frame.hear('2 features over dex5550: fits');
    await keyboard.press('ArrowRight');
    await frame.hear('2 features over @gpu: 4 fit');
    await keyboard.press('Space');
    await frame.hear('2 features are on for 4 hosts');
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    expect(changed(snowfleet)).toEqual(GPU.map(fileOf));
    await keyboard.press('Control+Z');
    await expect(frame.draftChip).toHaveText('No draft');
  });
  await test.step('by menu to one host', async () => {
    await expect(features.feature(SECOND)).toBeFocused();
    await keyboard.press('Escape');
    await frame.hear('only same-pages selected');
    await keyboard.press('Enter');
    await keyboard.type('sams');
    await keyboard.press('Enter');
    await frame.hear('same-pages is on for samsung');
    expect(changed(snowfleet)).toEqual([fileOf('samsung')]);
    await keyboard.press('Control+Z');
    await expect(frame.draftChip).toHaveText('No draft');
  });
  await test.step('a set onto another host, put back in the comparison', async () => {
    await frame.tabTo(features.laneHead('dex5550'));
    await keyboard.press('c');
    await frame.hear('the set of dex5550 lifted');
    await keyboard.press('h');
    await frame.hear('the set of dex5550 over hp: drop to compare');
    await keyboard.press('Space');
    await expect(features.compared('dex5550', 'hp').getByRole('region', { name: 'Arrives' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(features.compared('dex5550', 'hp')).toBeHidden();
  });
  await test.step('in the matrix: open a feature, give a value back, take one, unset it', async () => {
    await features.main.getByRole('radio', { name: 'Matrix' }).focus();
    await keyboard.press('Space');
    await frame.tabTo(features.main.getByRole('searchbox', { name: 'Filter features' }));
    await keyboard.press('Control+A');
    await keyboard.type('waybar');
    await expect(features.cell('waybar', 'hp')).toBeVisible();
    await frame.tabTo(features.matrix);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(features.cell('height', 'hp')).toBeVisible();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter'])
      await keyboard.press(key);
    const editor = page.getByRole('dialog', { name: 'height for hp' });
    await expect(editor.getByRole('textbox')).toBeFocused();
    await keyboard.type('50');
    await keyboard.press('Escape');
    await expect(features.matrix).toBeFocused();
    expect(changed(snowfleet)).toEqual([]);
    await keyboard.press('Enter');
    await expect(editor.getByRole('textbox')).toBeFocused();
    await keyboard.type('50');
    await keyboard.press('Enter');
    await frame.hear('waybar.height = 50 for hp');
    await expect(features.cell('height', 'hp')).toHaveAttribute('data-look', 'draft');
    await keyboard.press('Delete');
    await frame.hear('waybar.height is not set for hp any more');
    expect(changed(snowfleet)).toEqual([]);
  });
});
