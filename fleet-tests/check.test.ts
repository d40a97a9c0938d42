import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate, nixMissing, ROOT, type ProbeAnswer } from '../scripts/fleet/evaluate.mjs';
import { hardwareMessage, needMessage } from '../scripts/fleet/rules.mjs';
import { fleetCopies, type Edit } from './support/copy-fleet';

/** What `snowfleet check` finds in a fleet beside what its own assertions say. */

const missing = nixMissing();
if (missing !== null) console.warn(`skipped: findings beside assertions; ${missing}`);

const home = mkdtempSync(join(tmpdir(), 'snowfleet-check-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const fleetWith = fleetCopies();

interface Finding {
  rule: string;
  severity: string;
  message: string;
  host?: string;
}

/** The errors that `snowfleet check` finds. */
function check(fleet: string, ...words: string[]): { code: number | null; errors: Finding[] } {
  const args = [join(ROOT, 'bin/snowfleet'), '--fleet', fleet, '--json', '--stand-in', 'check', ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, SNOWFLEET_HOME: home },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (!stdout.startsWith('{"findings"')) throw new Error(`${stdout}\n${stderr}`);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { code: status, errors: findings.filter(({ severity }) => severity === 'error') };
}

/** Something more on a host. */
const on = (host: string, text: string): Edit[] => [
  [`hosts/${host}/default.nix`, 'imports = [', 'imports = [ ./planted.nix'],
  [`hosts/${host}/planted.nix`, '', `{ lib, ... }:\n{\n  ${text}\n}\n`],
];

const PLANTED = [
  {
    what: 'a conflict',
    host: 'samsung',
    text: 'features.virtualization = { docker.enable = lib.mkForce true; podman.enable = lib.mkForce true; };',
    rule: 'conflict',
    message:
      /^features\.virtualization\.(docker|podman) conflicts with features\.virtualization\.(docker|podman): /,
  },
  {
    what: 'a need that is not met',
    host: 'razer',
    text: 'features = { virtualization.podman.enable = lib.mkForce true; virtualization.docker.enable = lib.mkForce false; network.nftables.enable = lib.mkForce false; };',
    rule: 'unmet',
    message: needMessage('virtualization.podman', 'network.nftables'),
  },
  {
    what: 'hardware that the host does not have',
    host: 'dex5550',
    text: 'features.virtualization.nvidia-containers.enable = lib.mkForce true;',
    rule: 'hardware',
    message: hardwareMessage('virtualization.nvidia-containers', ['nvidia']),
  },
  {
    what: 'a value of the wrong type',
    host: 'hp',
    text: 'features.virtualization.libvirt.enable = "yes";',
    rule: 'wrong-type',
    message: /features\.virtualization\.libvirt\.enable/,
  },
];

describe.skipIf(missing !== null)('snowfleet check finds what the assertions of the flake say', () => {
  it('of the bundled fleet: nothing', () => {
    expect(check(fleetWith(), '--evaluate')).toEqual({ code: 0, errors: [] });
  }, 60_000);

  describe('of a fleet with four faults', () => {
    let source: ReturnType<typeof check>;
    let evaluated: ReturnType<typeof check>;
    let assertions: Map<string, ProbeAnswer>;
    beforeAll(async () => {
      const fleet = fleetWith(...PLANTED.flatMap(({ host, text }) => on(host, text)));
      source = check(fleet);
      evaluated = check(fleet, '--evaluate');
      const answers = await evaluate(
        PLANTED.map(({ host }) => ({ name: host, host, want: ['failed'] })),
        { fleet },
      );
      assertions = new Map(answers.map((answer) => [answer.name, answer]));
    }, 60_000);

    it.each(PLANTED)('$what, from source', ({ host, rule }) => {
      expect(source.code).toBe(3);
      expect(
        source.errors.filter((finding) => finding.host === host).map((finding) => finding.rule),
      ).toContain(rule);
    });

    it.each(PLANTED)('$what, from evaluation and in its words', ({ host, message }) => {
      expect(evaluated.code).toBe(3);
      const said = evaluated.errors
        .filter((finding) => finding.host === host && ['assertion', 'evaluation'].includes(finding.rule))
        .map((finding) => finding.message);
      expect(said).toContainEqual(expect.stringMatching(message));
      const { failed, error } = assertions.get(host) ?? {};
      // Word for word what the flake says, no more and no less.
      if (error === undefined) expect(said.toSorted()).toEqual(failed?.toSorted());
      else expect(error).toMatch(message);
    });

    it('and nothing of the other hosts', () => {
      const hosts = PLANTED.map(({ host }) => host);
      expect(evaluated.errors.filter(({ host = '' }) => !hosts.includes(host))).toEqual([]);
    });
  });
});
