/**
 * What the pictures show, in order. `prepare` brings the app there once, from where the step before left it, and
 * waits for what the picture is to show; it gets Playwright's page and `cli`, the terminal door on the same fleet.
 */

const JOB_MS = 120_000;
/** Hosts of the bundled fleet by what becomes of them in the pictures. */
const DEPLOYED = ['dex5550', 'hp', 'p510'];
const SILENT = 'samsung';
const RETURNED = 'razer';
const SHOWN = 'p510';
const DRAFTED = { feature: 'virtualization.libvirt', host: SHOWN };
const CARRIED = { feature: 'virtualization.podman', host: SHOWN };
const ROLLED_OUT = ['dex5550', 'p510', 'razer'];

const main = (page, name) => page.getByRole('main', { name });
const row = (page, host) => main(page, 'Inventory').locator(`[role="row"][data-host="${host}"]`);

async function go(page, area) {
  await page.getByRole('navigation', { name: 'Areas and hosts' }).getByRole('link', { name: area }).click();
  await main(page, area).waitFor();
}

async function evaluate(page) {
  const button = page.getByRole('banner').getByRole('button', { name: /^Evaluat/ });
  await button.click();
  await page.getByText(/^Evaluated (just now|now|\d+ s ago)$/).waitFor({ timeout: JOB_MS });
  await page.getByText('No jobs running').waitFor({ timeout: JOB_MS });
}

async function middle(target) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`${target} is not on screen`);
  // Whole pixels: what is carried would be drawn blurred between them.
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

/** Picks a feature up, carries it over a lane, and keeps it in hand. */
async function carry(page, { feature, host }) {
  const board = main(page, 'Features');
  const from = await middle(
    board.getByRole('region', { name: 'Catalogue' }).locator(`[data-feature="${feature}"]`),
  );
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 6, { steps: 3 });
  const lane = board.getByRole('region', { name: host, exact: true });
  const to = await middle(lane);
  await page.mouse.move(to.x + 104, to.y, { steps: 8 });
  await board.locator(`section.over[data-host="${host}"]`).waitFor();
}

/** Every host up and asked, most run what is declared, one has gone silent. */
async function inventory(page, { cli }) {
  await row(page, SHOWN).waitFor();
  await cli('practice', 'up');
  await cli('deploy', ...DEPLOYED, '--yes');
  await cli('deploy', RETURNED, '--yes');
  await cli('rollback', RETURNED, '--yes');
  await cli('practice', 'down', SILENT);
  await evaluate(page);
  await main(page, 'Inventory').getByRole('button', { name: 'Read facts' }).click();
  for (const host of DEPLOYED)
    await row(page, host).getByText('Running as declared').waitFor({ timeout: JOB_MS });
  await row(page, SILENT).getByText('Unknown: no answer').waitFor({ timeout: JOB_MS });
  await row(page, SHOWN).click();
  await main(page, 'Inventory').getByRole('complementary', { name: SHOWN }).waitFor();
}

/** One gesture in the draft, another feature in the hand over its host. */
async function features(page) {
  await go(page, 'Features');
  await carry(page, DRAFTED);
  await page.mouse.up();
  await page.getByRole('list', { name: 'Changes, the last first' }).waitFor();
  await page.getByRole('region', { name: 'Last change' }).waitFor({ state: 'hidden' });
  await carry(page, CARRIED);
  await main(page, 'Features').getByText('Writes').waitFor();
}

/** The same as a table: values in their cells, marks of who decides. */
async function matrix(page) {
  await page.keyboard.press('Escape');
  await page.mouse.up();
  const board = main(page, 'Features');
  await board.getByRole('radio', { name: 'Matrix' }).click({ force: true });
  await board.getByRole('searchbox', { name: 'Filter features' }).fill('virtualization');
  for (const feature of ['docker', 'podman'])
    await board.getByRole('rowheader', { name: feature, exact: true }).click();
  await page.mouse.move(0, 0);
}

/** Three hosts that went through, what was built for them, and what changed. */
async function deploy(page, { mark }) {
  await main(page, 'Features').getByRole('radio', { name: 'Lanes' }).click({ force: true });
  mark(ROLLED_OUT);
  await go(page, 'Deploys');
  const deploys = main(page, 'Deploys');
  for (const host of ROLLED_OUT)
    await deploys.locator(`li[data-host="${host}"]`).getByRole('checkbox').check();
  await deploys.getByRole('button', { name: 'Deploy', exact: true }).click();
  for (const host of ROLLED_OUT) {
    await deploys.locator(`[data-host="${host}"] [data-outcome="switched"]`).waitFor({ timeout: JOB_MS });
  }
  // The hosts are asked again afterwards.
  await page
    .getByRole('navigation', { name: 'Areas and hosts' })
    .locator(`[data-host="${SHOWN}"]`)
    .getByText('now', { exact: true })
    .waitFor({ timeout: JOB_MS });
  await page.getByText('No jobs running').waitFor();
  await deploys.getByRole('radiogroup', { name: 'Host' }).getByText(SHOWN, { exact: true }).click();
  await page.mouse.move(0, 0);
}

/** All secrets, one of them open. */
async function secrets(page) {
  await go(page, 'Secrets');
  await main(page, 'Secrets').locator('[data-secret="secrets/grafana-admin.age"]').click();
  await main(page, 'Secrets').getByRole('complementary', { name: 'grafana-admin' }).waitFor();
}

/** Where an image is written: this machine's own drives, none of which is touched. */
async function images(page) {
  await go(page, 'Images');
  await main(page, 'Images').getByRole('region', { name: 'Drive', exact: true }).waitFor();
}

/** A host's desktop as its configuration draws it. */
const desktopOf = (host) => async (page) => {
  await go(page, 'Desktop');
  const desktop = main(page, 'Desktop');
  await desktop.getByRole('button', { name: /^Host: / }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(`^${host}`) }).click();
  await desktop.getByRole('button', { name: `Host: ${host}` }).waitFor();
  await desktop.locator('[data-window]').first().waitFor();
};

export const STEPS = [
  { name: 'inventory', prepare: inventory, seen: 'in every way' },
  { name: 'features', prepare: features, seen: 'in every way' },
  { name: 'matrix', prepare: matrix, seen: 'in every way' },
  { name: 'deploy', prepare: deploy },
  { name: 'secrets', prepare: secrets, seen: 'in every way' },
  { name: 'images', prepare: images, seen: 'in every way' },
  { name: 'desktop-p620', prepare: desktopOf('p620'), seen: 'in every way' },
  { name: 'desktop-razer', prepare: desktopOf('razer') },
  { name: 'desktop-samsung', prepare: desktopOf('samsung') },
];
