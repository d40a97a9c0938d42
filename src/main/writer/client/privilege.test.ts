import { chmodSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { INSTALLED_NAME } from '../helper';
import { findWay } from './privilege';
import { agentRuns } from './polkit';

const dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-privilege-')));
afterAll(() => rmSync(dir, { recursive: true }));
const file = join(dir, INSTALLED_NAME);
const way = (user: number, env: Record<string, string> = {}) =>
  findWay({ appDir: '/absent/lib/snowfleet', env, user, terminal: false });

describe('what a write would fail for is told beforehand', () => {
  it('no helper is installed', async () => {
    const found = await way(1000);
    expect(found).toMatchObject({ way: 'none', lacks: 'helper-absent' });
    expect(found.hint).toContain('programs.snowfleet.enable');
  });

  it('the helper could have been changed by another user, as anything below /tmp', async () => {
    writeFileSync(file, '');
    chmodSync(file, 0o755);
    const found = await way(1000, { SNOWFLEET_WRITER: file });
    expect(found).toMatchObject({ way: 'none', lacks: 'helper-unsafe' });
    expect(found.words).toContain(' can be changed by another user than root');
  });

  it('root from a checkout writes loop devices alone', async () => {
    expect(await way(0, { SNOWFLEET_WRITER: file })).toMatchObject({ way: 'root', file: null });
    expect((await way(0)).words).toContain('only loop devices');
  });
});

it('knows an agent of polkit by what it is called, also where NixOS has wrapped it', () => {
  const proc = mkdtempSync(join(dir, 'proc-'));
  const runs = (program: string): boolean => {
    const pid = mkdtempSync(join(proc, 'x'));
    const own = join(proc, String(100 + Math.floor(performance.now() * 1000)));
    writeFileSync(join(pid, 'cmdline'), `${program}\0--flag\0`);
    renameSync(pid, own);
    const answer = agentRuns(proc, process.getuid?.() ?? -1);
    rmSync(own, { recursive: true });
    return answer;
  };
  expect(runs('/nix/store/abc-hyprpolkitagent/libexec/.hyprpolkitagent-wrapped')).toBe(true);
  expect(runs('/usr/lib/polkit-gnome/polkit-gnome-authentication-agent-1')).toBe(true);
  expect(runs('/usr/lib/polkit-1/polkitd')).toBe(false);
  expect(runs('/usr/bin/pkttyagent')).toBe(false);
});
