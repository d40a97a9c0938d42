import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { ImagesPage } from './pages/images-page';

const MEGABYTE = 1024 * 1024;
const IMAGE_BYTES = 24 * MEGABYTE;

const top = mkdtempSync(join(tmpdir(), 'snowfleet-images-e2e-'));
const fleet = join(top, 'fleet');
const image = join(top, 'made/small.iso');
const attached: string[] = [];

/** A loop device of so many bytes: what a test may write to. */
function plugIn(name: string, bytes: number): string {
  const file = join(top, `${name}.img`);
  writeFileSync(file, '');
  truncateSync(file, bytes);
  const path = execFileSync('losetup', ['--find', '--show', file], { encoding: 'utf8' }).trim();
  attached.push(path);
  return path;
}

function canLoop(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('losetup', ['--find'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.skip(!canLoop(), 'loop devices need root');
test.use({ wanted: { fleet, env: { SNOWFLEET_ALLOW_LOOP: '1' } } });

test.beforeAll(() => {
  mkdirSync(fleet);
  mkdirSync(join(top, 'made'));
  writeFileSync(
    join(fleet, 'flake.nix'),
    '{ outputs = _: { nixosConfigurations.p510 = { config = { }; pkgs = { }; options = { }; }; }; }\n',
  );
  writeFileSync(image, randomBytes(IMAGE_BYTES));
});
test.afterAll(() => {
  for (const path of attached) {
    try {
      execFileSync('losetup', ['--detach', path], { stdio: 'ignore' });
    } catch {
      // Let go already, by the test itself.
    }
  }
  rmSync(top, { recursive: true, force: true });
});

test('an image is written to a drive that is plugged in meanwhile, proven, let go and remembered', async ({
  screens,
  snowfleet,
  page,
}) => {
  const { frame } = screens;
  const images = new ImagesPage(page);
  await frame.go('Images');
  await expect(images.hidden.locator('[data-verdict="refused"]').first()).toContainText(
    /This system runs from it/,
  );

  const small = plugIn('small', 8 * MEGABYTE);
  const stick = plugIn('stick', 40 * MEGABYTE);
  await expect(images.drive(stick)).toBeVisible();

  await images.useFile(image);
  await expect(images.hiddenDrive(small)).toContainText('Too small: the image needs 25 MB');
  await images.drive(stick).getByRole('radio').focus();
  await page.keyboard.press('Space');
  await expect(images.main.getByRole('region', { name: 'Erased on this drive' })).toBeVisible();
  await images.write.getByRole('textbox').fill('something else');
  await expect(images.write.getByRole('button', { name: 'Erase and write' })).toBeDisabled();
  await images.confirm(stick);
  await frame.hear('has begun');

  await expect(images.write).toHaveAttribute('data-state', 'done');
  for (const phase of ['clear', 'write', 'flush', 'verify', 'finish'])
    await expect(images.phase(phase)).toHaveAttribute('data-state', 'done');
  await expect(images.write).toContainText('Written, read back and equal');
  execFileSync('cmp', ['--bytes', String(IMAGE_BYTES), image, stick]);

  await images.write.getByRole('button', { name: 'Eject' }).click();
  await frame.hear('is detached');
  await expect(images.drive(stick)).toHaveCount(0);

  // The page would tell the console of each attempt to reach the door that is gone.
  await page.goto('about:blank');
  await page.goto(await snowfleet.restart());
  await frame.go('Images');
  await images.show('History');
  await expect(images.main.getByRole('list', { name: 'Writes' }).getByRole('listitem')).toContainText(
    /small\.iso.*written and verified, 25\.2 MB/,
  );
});
