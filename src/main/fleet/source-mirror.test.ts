import { expect, it } from 'vitest';
import type { FleetReading, HostReading } from './reading/read-fleet';
import { SourceMirror } from './source-mirror';
import { type SourceChange, ViewTeller } from './source-view';

const host = (name: string): HostReading => ({
  name,
  kind: 'machine',
  inFlake: true,
  file: null,
  line: null,
  declaredAt: null,
  ownFiles: { nixos: [], home: [] },
  facts: {},
  assignments: [],
  standings: [],
  secrets: [],
  complete: true,
});
const reading = (hosts: readonly HostReading[], readAt = ''): FleetReading => ({
  description: null,
  featureRoots: [],
  hostsComplete: true,
  hosts,
  catalogue: [],
  options: [],
  findings: [],
  sourceHash: '',
  readAt,
  readMs: 0,
});

it('takes only what changed, and keeps the rest by identity', async () => {
  const [a, b] = [host('a'), host('b')];
  const teller = new ViewTeller();
  const told: SourceChange[] = [];
  let now = reading([a, b]);
  const mirror = new SourceMirror(async (since) => {
    const change = structuredClone(teller.since(since, now));
    told.push(change);
    return change;
  });
  const first = await mirror.read();
  now = reading([a, host('b'), host('c')], 'later');
  const second = await mirror.read();
  expect(second.hosts.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(second.hosts[0]).toBe(first.hosts[0]);
  expect(second.summary.readAt).toBe('later');
  expect(told[1]?.hosts.changed.map(({ name }) => name)).toEqual(['b', 'c']);
  expect(second.findings).toBe(first.findings);
});

it('takes everything again from a reader that begins anew', async () => {
  let teller = new ViewTeller();
  const mirror = new SourceMirror(async (since) => teller.since(since, reading([host('a')])));
  await mirror.read();
  teller = new ViewTeller();
  expect((await mirror.read()).hosts.map(({ name }) => name)).toEqual(['a']);
});

it('asks once for all who ask meanwhile, after their question', async () => {
  const teller = new ViewTeller();
  let asked = 0;
  let now = reading([host('a')]);
  const mirror = new SourceMirror(async (since) => {
    asked += 1;
    const found = now;
    await new Promise(setImmediate);
    return teller.since(since, found);
  });
  const early = mirror.read();
  now = reading([host('b')]);
  const late = [mirror.read(), mirror.read(), mirror.read()];
  expect((await early).hosts[0]?.name).toBe('a');
  for (const view of await Promise.all(late)) expect(view.hosts[0]?.name).toBe('b');
  expect(asked).toBe(2);
});

it('passes on why a reading failed, and reads again', async () => {
  const teller = new ViewTeller();
  let isBroken = true;
  const mirror = new SourceMirror(async (since) => {
    if (isBroken) throw new Error('broken');
    return teller.since(since, reading([]));
  });
  const [first, second] = [mirror.read(), mirror.read()];
  await expect(first).rejects.toThrow('broken');
  await expect(second).rejects.toThrow('broken');
  isBroken = false;
  expect((await mirror.read()).hosts).toEqual([]);
});
