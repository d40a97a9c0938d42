import { expect } from '../fixtures';
import type { Generation } from '../../src/shared/contract';
import type { Snowfleet } from './snowfleet';

/** The systems of a host as the terminal door tells them, newest first. */
export async function generationsOf(snowfleet: Snowfleet, host: string): Promise<Generation[]> {
  const { generations } = await snowfleet.json<{ generations: Generation[] }>('generations', host);
  return generations.toSorted((a, b) => b.number - a.number);
}

/** What a host's running system is, asked over SSH, by store path. */
export async function runningSystem(snowfleet: Snowfleet, host: string): Promise<string> {
  const words = ['exec', host, '--', 'readlink', '-f', '/run/current-system'];
  const { hosts } = await snowfleet.json<{ hosts: { stdout: string }[] }>(...words);
  return hosts[0]?.stdout.trim() ?? '';
}

/** Fails unless a text differs from an older one by whole lines put in, and says which. */
export function linesAdded(before: string, after: string): string[] {
  const old = before.split('\n');
  const added: string[] = [];
  let at = 0;
  for (const line of after.split('\n')) {
    if (line === old[at]) at += 1;
    else added.push(line.trim());
  }
  expect(at, 'every old line stands where it stood').toBe(old.length);
  return added;
}
