import { expect, it } from 'vitest';
import { SMALL_FLEET } from './testing/small-fleet';
import { proveToggles, togglesMissing } from './testing/toggles';

// The long form, with the bundled fleet, is toggles.long.ts.
it('changes below the feature root exactly what a toggle asks, as real Nix sees it', async (context) => {
  const missing = togglesMissing();
  if (missing !== null) context.skip(missing);
  const counts = await proveToggles(SMALL_FLEET, 5, 20_261_123);
  expect(counts.toggles).toBe(5);
}, 90_000);
