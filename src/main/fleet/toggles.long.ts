import { expect, it } from 'vitest';
import { BUNDLED_FLEET, proveToggles, togglesMissing } from './testing/toggles';

it('changes below the feature root exactly what each of 200 toggles asks, as real Nix sees it', async (context) => {
  const missing = togglesMissing();
  if (missing !== null) context.skip(missing);
  const counts = await proveToggles(BUNDLED_FLEET, 200, 7);
  console.log(`${counts.toggles} toggles, ${counts.refused} refused by rule, ${counts.sets} set and unset`);
  expect(counts.toggles).toBe(200);
}, 1_800_000);
