import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { bundleForNode, removeBundle, startChild } from './testing';

/** Whether the process runs; a zombie does not. */
function runs(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) !== 'Z';
  } catch {
    return false;
  }
}

it('ends the process groups of an owner that was killed', async () => {
  const bundle = await bundleForNode(new URL('./testing/orphan-child.ts', import.meta.url));
  onTestFinished(() => removeBundle(bundle));
  const child = startChild(bundle, []);
  const pids = [Number(await child.line()), Number(await child.line())];
  expect(pids.map(runs)).toEqual([true, true]);
  child.process.kill('SIGKILL');
  expect(await child.ended).toBe('SIGKILL');
  for (let i = 0; i < 100 && pids.some(runs); i += 1) await sleep(50);
  expect(pids.map(runs)).toEqual([false, false]);
});
