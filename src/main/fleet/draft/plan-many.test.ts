import { expect, it } from 'vitest';
import { FleetFiles } from '../reading/files';
import { readFleet } from '../reading/read-fleet';
import { SMALL_FLEET } from '../testing/small-fleet';
import { planChanges, type PlanSource } from './plan-changes';

it('reads the fleet once for each wish of a host, not for each host', () => {
  let reads = 0;
  const files = new FleetFiles(SMALL_FLEET);
  const source: PlanSource = {
    read: (overlay) => {
      reads += 1;
      return readFleet(SMALL_FLEET, { overlay });
    },
    text: (file) => files.text(file),
  };
  const hosts = ['dex5550', 'hp', 'p510', 'p620', 'razer', 'samsung'];
  const plan = planChanges(source, [
    ...hosts.map((host) => ({ kind: 'set' as const, host, path: 'media.plex.transcoding', value: '"card"' })),
    ...hosts.map((host) => ({ kind: 'set' as const, host, path: 'media.library.path', value: '"/films"' })),
  ]);
  expect([...plan.texts.keys()].toSorted()).toEqual(hosts.map((host) => `hosts/${host}/default.nix`));
  for (const text of plan.texts.values()) {
    expect(text).toContain('"/films"');
    expect(text).toMatch(/transcoding = "card";/);
  }
  // Before the first wish and after each of the two.
  expect(reads).toBe(3);
});
