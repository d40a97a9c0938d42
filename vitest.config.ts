import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
      'fleet-tests/**/*.test.ts',
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The default of one second is short for a machine that is busy.
    expect: { poll: { timeout: 10_000 } },
    // Named at the end of the run: docs/decisions/0013-once-more.md.
    retry: 1,
    maxWorkers: 2,
    setupFiles: [],
  },
});
