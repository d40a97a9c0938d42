import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Fact } from '../../src/shared/contract';
import { memoryOf } from '../../src/main/fleet/memory';
import { resolveHome } from '../../src/main/state';
import { writeFleet } from '../made-fleet';
import { HOSTS, hostName, largeFleet } from './large-fleet';

/** Folders of two fleets, and of what Snowfleet remembers of them. */
export interface World {
  readonly large: string;
  readonly bundled: string;
  readonly home: string;
  close(): void;
}

/** A large fleet whose hosts have all answered lately, and a copy of the bundled one; both in git. */
export async function createWorld(): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-bench-board-'));
  const [large, bundled, home] = ['large', 'bundled', 'home'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  writeFleet(large, largeFleet(`path:${resolve('resources/stand-in')}`));
  cpSync('fleet', bundled, { recursive: true });
  mkdirSync(home);
  for (const fleet of [large, bundled]) commitAll(fleet);
  await memoryOf(resolveHome({ SNOWFLEET_HOME: home }), large).write({
    evaluation: null,
    base: null,
    hosts: answers(),
  });
  return { large, bundled, home, close: () => rmSync(dir, { recursive: true, force: true }) };
}

function commitAll(dir: string): void {
  const git = (...words: string[]): void => {
    const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
    execFileSync('git', ['-C', dir, ...who, ...words], { stdio: 'ignore' });
  };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'made');
}

/** What every host said of itself a moment ago, as `host-facts` tells it. */
function answers(): Record<string, { at: string; reachable: boolean; facts: Record<string, Fact> }> {
  const at = new Date().toISOString();
  const told = (values: Readonly<Record<string, unknown>>): Record<string, Fact> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value, from: 'host' as const, at }]),
    );
  return Object.fromEntries(
    Array.from({ length: HOSTS }, (_, index) => [
      hostName(index),
      {
        at,
        reachable: index % 17 !== 0,
        facts: told({
          running: `/nix/store/${String(index).padStart(32, '0')}-nixos-system-${hostName(index)}-25.11`,
          generation: 40 + (index % 60),
          nixosVersion: '25.11.20260101.abcdef0',
          failedUnits: index % 23 === 0 ? 1 : 0,
          load: { one: (index % 40) / 10, five: 1, fifteen: 1, cpus: 8 },
        }),
      },
    ]),
  );
}
