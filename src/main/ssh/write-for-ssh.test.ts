import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeForSsh } from './write-for-ssh';

it('never shows less than the whole, also to those who read while others write the same', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-for-ssh-'));
  const file = join(dir, 'key.pub');
  const text = `${'k'.repeat(2_000)}\n`;
  await writeForSsh(file, text);
  const over = new AbortController();
  const seen = new Set<string>();
  const reader = (async () => {
    while (!over.signal.aborted) {
      seen.add(readFileSync(file, 'utf8'));
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 8 }, () => writeForSsh(file, text)));
  }
  over.abort();
  await reader;
  expect([...seen]).toEqual([text]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['key.pub']);
  rmSync(dir, { recursive: true });
});
