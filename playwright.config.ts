import { defineConfig } from '@playwright/test';
import { BROWSER_NAMES, browserArguments, findCommand } from './scripts/lib/find-command.mjs';

/** The system's own browser: nothing is downloaded. scripts/test.mjs skips the journeys where there is none. */
const executablePath = findCommand(BROWSER_NAMES) ?? undefined;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  // Each has a server, hosts and a browser of its own, and waits for them more than it computes.
  workers: 2,
  fullyParallel: false,
  // Named at the end of the run: docs/decisions/0013-once-more.md.
  retries: 1,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: { browserName: 'chromium', launchOptions: { executablePath, args: browserArguments() } },
    },
  ],
});
