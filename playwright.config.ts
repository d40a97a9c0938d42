import { defineConfig } from '@playwright/test';
import { BROWSER_NAMES, browserArguments, findCommand } from './scripts/lib/find-command.mjs';

/** The system's own browser: nothing is downloaded. scripts/test.mjs skips the journeys where there is none. */
const executablePath = findCommand(BROWSER_NAMES) ?? undefined;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  // Journeys start a server, practice hosts and a browser each: two at once only slow each other down.
  workers: 1,
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
