/**
 * The pictures, in order: the route a screen has and what to do on it before the shutter. `prepare` gets
 * Playwright's page after navigation and must wait for what the picture is to show.
 */

/** Waits until a screen's `<main>` shows something that stands for a host. */
async function hostsShown(page) {
  await page.getByRole('main').waitFor();
  await page.locator('[data-host]').first().waitFor();
}

export const STEPS = [
  { name: 'inventory', route: '/inventory', prepare: hostsShown },
  {
    name: 'features',
    route: '/features',
    prepare: async (page) => {
      await hostsShown(page);
      await page.locator('[data-feature]').first().waitFor();
    },
  },
  { name: 'deploys', route: '/deploys', prepare: (page) => page.getByRole('main').waitFor() },
];
