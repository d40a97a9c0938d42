import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { bundleForNode, removeBundle } from '../../process/testing';
import { createWorkerPool } from '../../workers';
import { createConfigReader } from './config-reader';

let workerFile: string;
beforeAll(async () => {
  workerFile = await bundleForNode(new URL('../../workers/worker.ts', import.meta.url));
  return () => removeBundle(workerFile);
});

async function read(text: string, longest?: number) {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
  const pool = createWorkerPool({ size: 1, workerFile });
  onTestFinished(async () => {
    await pool.close();
    await rm(dir, { recursive: true, force: true });
  });
  const file = join(dir, 'hyprland.lua');
  await writeFile(file, text);
  const reader = createConfigReader((request, how) => pool.run('read-config', request, how), longest);
  return (await reader.read({ file })).model;
}

it('reads Lua on a thread', async () => {
  const model = await read('hl.config({ general = { gaps_in = 3 } })');
  expect(model.options['general:gaps_in']).toMatchObject({ value: { sides: { top: 3 } } });
});

it('ends the thread where the engine itself does not come back', async () => {
  // One call of the engine, which looks at every way to split the text.
  const model = await read(
    'string.find(string.rep("a", 40), string.rep("a?", 40) .. string.rep("a", 40) .. "b")',
    500,
  );
  expect(model.notUnderstood).toMatchObject([
    { text: 'The configuration was stopped.', because: expect.stringContaining('in a single step') },
  ]);
});
