import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resolveHome } from '../state';
import { memoryOf } from './memory';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'snowfleet-memory-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const answer = (value: number) => ({
  at: '2026-01-01T00:00:00Z',
  reachable: true,
  facts: { generation: { value, from: 'host' as const } },
});

it('is read again only when somebody wrote, and keeps hosts that said nothing new by identity', async () => {
  const home = resolveHome({ SNOWFLEET_HOME: folder });
  const [ours, theirs] = [memoryOf(home, '/fleet'), memoryOf(home, '/fleet')];
  const empty = await ours.read();
  expect(empty.hosts).toEqual({});
  await theirs.update((memory) => ({ ...memory, hosts: { a: answer(1), b: answer(1) } }));
  const first = await ours.read();
  expect(await ours.read()).toBe(first);
  await theirs.update((memory) => ({ ...memory, hosts: { ...memory.hosts, b: answer(2) } }));
  const second = await ours.read();
  expect(second.hosts['b']).toEqual(answer(2));
  expect(second.hosts['a']).toBe(first.hosts['a']);
});
