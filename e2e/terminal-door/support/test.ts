import { test as base, expect } from '@playwright/test';
import { Door } from './door';

export { expect };

/** Journeys of the terminal door: no page, no browser. */
export const test = base.extend<{ readonly door: Door }>({
  /** On a fresh copy of the bundled fleet. */
  // eslint-disable-next-line no-empty-pattern -- Playwright wants the pattern
  door: async ({}, use) => {
    const door = Door.bundled();
    try {
      await use(door);
    } finally {
      await door.end();
    }
  },
});
