#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listen, Listener } from './lib/listener.mjs';
import { withPracticeWindow } from './lib/practice-window.mjs';

/** Writes docs/accessibility.md: the main journey by keyboard as the accessibility tree tells it. */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FILE = join(ROOT, 'docs/accessibility.md');
const HOST = 'p510';
const JOB_MS = 120_000;

const INTRODUCTION = `# The main journey, as a screen reader meets it

Made by \`npm run transcript\` from the running app on the practice fleet; not written by hand. Every row is
a key that was pressed, what then has the focus (its role, name and state in Chromium's accessibility tree), and what the
live regions said. Below each part stands the tree of what is on the page by then.
`;

/** The journey: titles of its parts, with the keys that are pressed and what is waited for. */
async function journey(listener, page) {
  const main = (name) => page.getByRole('main', { name });

  await listener.part('Practice hosts are started from the palette');
  await listener.press('Control+K');
  await listener.type('Start practice hosts');
  await listener.press('Enter');
  await main('Inventory').locator(`[data-host="${HOST}"]`).getByText('practice').waitFor({ timeout: JOB_MS });
  await listener.heard();
  await listener.tree(main('Inventory').getByRole('grid', { name: 'Hosts' }));

  await listener.part('A feature is found, carried over hosts, and dropped');
  await listener.press('Control+K');
  await listener.type('Features');
  await listener.press('Enter');
  const features = main('Features');
  await listener.tabTo(features.getByRole('searchbox', { name: 'Filter features' }));
  await listener.type('podman');
  const podman = features
    .getByRole('region', { name: 'Catalogue' })
    .locator('[data-feature="virtualization.podman"]');
  await listener.tabTo(features.getByRole('region', { name: 'Catalogue' }).locator('[data-feature]').first());
  await listener.pressUntilFocused('ArrowDown', podman);
  await listener.press('Space');
  for (let step = 0; step < 3; step += 1) await listener.press('ArrowDown');
  await listener.tree(features.getByRole('complementary', { name: 'What follows' }));
  await listener.press('Space');
  await page.getByText('Draft: 1 change').waitFor();
  await listener.tree(page.getByRole('region', { name: 'Draft', exact: true }));

  await listener.part('The change is undone and done again');
  await listener.press('Control+Z');
  await page.getByText('No draft').waitFor();
  await listener.press('Control+Shift+Z');
  await page.getByText('Draft: 1 change').waitFor();

  await listener.part('It is committed');
  await listener.press('Control+K');
  await listener.type('Commit…');
  await listener.press('Enter');
  const commit = page.getByRole('dialog', { name: /^Commit / });
  await commit.waitFor();
  await listener.tree(commit);
  await listener.tabTo(commit.getByRole('button', { name: /^Commit / }));
  await listener.press('Enter');
  await page.getByText('No draft').waitFor();

  await listener.part('It is deployed');
  await listener.press('Control+K');
  await listener.type(`Deploy ${HOST}`);
  await listener.press('Enter');
  const deploys = main('Deploys');
  await listener.tabTo(deploys.getByRole('button', { name: 'Deploy', exact: true }));
  await listener.press('Enter');
  await deploys.locator(`[data-host="${HOST}"] [data-outcome="switched"]`).waitFor({ timeout: JOB_MS });
  await listener.heard();
  await listener.tree(deploys.getByRole('region', { name: 'Stages', exact: true }));
  await listener.tree(deploys.getByRole('region', { name: `What changes on ${HOST}` }));
}

async function write({ browser, address }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  await listen(page);
  await page.goto(address);
  await page.getByRole('navigation', { name: 'Areas and hosts' }).locator('[data-host]').first().waitFor();
  const listener = new Listener(page, await page.context().newCDPSession(page));
  await journey(listener, page);
  writeFileSync(FILE, `${INTRODUCTION}${listener.text()}`);
}

try {
  await withPracticeWindow(write);
  process.stderr.write('wrote docs/accessibility.md\n');
} catch (error) {
  process.stderr.write(`transcript: ${error.message}\n`);
  process.exitCode = 1;
}
