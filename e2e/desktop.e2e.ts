import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron as electron, expect, test } from '@playwright/test';
import { FeaturesPage } from './pages/features-page';
import { Frame } from './pages/frame';
import { InventoryPage } from './pages/inventory-page';

const ROOT = dirname(import.meta.dirname);

/** Never through `require('electron')`, which would begin a download. */
function electronProgram(): string | null {
  const folder = join(ROOT, 'node_modules/electron');
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return statSync(program).isFile() ? program : null;
  } catch {
    return null;
  }
}

function missing(): string | null {
  if (electronProgram() === null) return 'the Electron binary is not here';
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'there is no display for a window';
  return null;
}

const reason = missing();
test.skip(reason !== null, reason ?? '');

test('the window opens on the practice fleet and takes a feature', async () => {
  const home = mkdtempSync(join(tmpdir(), 'snowfleet-window-'));
  const { SNOWFLEET_FLEET: _fleet, ...env } = process.env;
  const app = await electron.launch({
    executablePath: electronProgram() ?? '',
    args: [ROOT, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...env, SNOWFLEET_HOME: home } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    const frame = new Frame(page);
    const features = new FeaturesPage(page);
    await frame.ready();
    await expect(new InventoryPage(page).hosts).toHaveCount(6);
    await frame.go('Features');
    await features.drag('virtualization.podman', 'p510');
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    expect(errors).toEqual([]);
  } finally {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  }
});
