import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { hostWishSchema } from '../../../../shared/contract';
import { readFleet } from '../../reading/read-fleet';
import { type HostPlan, planHostWish, sourceIn } from '../index';
import type { LifeCycleSource } from '../survey';

/** A fleet written by a test into a git repository of its own, gone when the test is. */
export interface WrittenFleet {
  readonly dir: string;
  readonly source: LifeCycleSource;
  /** Plans a wish, given as the contract takes it. */
  plan(wish: Record<string, unknown>): HostPlan;
  /** Names of the hosts that the flake has once a plan is taken, and those it has now without one. */
  hosts(plan?: HostPlan): string[];
}

export function writtenFleet(files: Readonly<Record<string, string | Buffer>>): WrittenFleet {
  const dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-life-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: dir, stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '-A');
  const read: LifeCycleSource['read'] = (overlay) => readFleet(dir, { overlay });
  return {
    dir,
    get source() {
      return sourceIn(dir, read);
    },
    plan: (wish) => planHostWish(sourceIn(dir, read), hostWishSchema.parse(wish)),
    hosts: (plan) =>
      readFleet(dir, { overlay: plan?.texts ?? new Map() })
        .hosts.filter((host) => host.inFlake)
        .map((host) => host.name),
  };
}
