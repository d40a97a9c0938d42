import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluate, nixMissing, readCatalogue, ROOT } from '../scripts/fleet/evaluate.mjs';
import { conflictMessage, hardwareMessage, needMessage } from '../scripts/fleet/rules.mjs';
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

/** Something more on the host samsung (Intel, no card of NVIDIA). */
const onSamsung = (text: string): Edit[] => [
  ['hosts/samsung/default.nix', 'imports = [', 'imports = [ ./planted.nix'],
  ['hosts/samsung/planted.nix', '', `{ lib, ... }:\n{\n  ${text}\n}\n`],
];

const ofSamsung = (errors: readonly Finding[]): Finding[] => errors.filter(({ host }) => host === 'samsung');

describe.skipIf(missing !== null)('snowfleet check finds what the assertions of the flake say', () => {
  it('of the bundled fleet: nothing', () => {
    expect(check(fleetWith(), '--evaluate')).toEqual({ code: 0, errors: [] });
  }, 60_000);

  it.each([
    {
      what: 'a conflict',
      edit: onSamsung(
        'features.virtualization = { docker.enable = lib.mkForce true; podman.enable = lib.mkForce true; };',
      ),
      rule: 'conflict',
      find: (c: Awaited<ReturnType<typeof readCatalogue>>) =>
        Object.values(c).flatMap(({ id, conflicts }) =>
          conflicts
            .filter(({ feature }) =>
              [id, feature].every((one) => ['virtualization.docker', 'virtualization.podman'].includes(one)),
            )
            .map((one) => conflictMessage(id, one)),
        ),
    },
    {
      what: 'a need that is not met',
      edit: onSamsung(
        'features = { virtualization.podman.enable = lib.mkForce true; virtualization.docker.enable = lib.mkForce false; network.nftables.enable = lib.mkForce false; };',
      ),
      rule: 'unmet',
      find: () => [needMessage('virtualization.podman', 'network.nftables')],
    },
    {
      what: 'hardware that the host does not have',
      edit: onSamsung('features.virtualization.nvidia-containers.enable = lib.mkForce true;'),
      rule: 'hardware',
      find: () => [hardwareMessage('virtualization.nvidia-containers', ['nvidia'])],
    },
    {
      what: 'a value of the wrong type',
      edit: onSamsung('features.virtualization.libvirt.enable = "yes";'),
      rule: 'wrong-type',
      find: () => ['features.virtualization.libvirt.enable'],
    },
  ])(
    '$what, from source and from evaluation',
    async ({ edit, rule, find }) => {
      const fleet = fleetWith(...edit);
      const said = find(await readCatalogue());
      expect(said).not.toEqual([]);

      const source = check(fleet);
      expect(source.code).toBe(3);
      expect(ofSamsung(source.errors).map((finding) => finding.rule)).toContain(rule);

      const evaluated = check(fleet, '--evaluate');
      expect(evaluated.code).toBe(3);
      const messages = ofSamsung(evaluated.errors)
        .filter((finding) => ['assertion', 'evaluation'].includes(finding.rule))
        .map(({ message }) => message);
      const [answer] = await evaluate([{ name: 'samsung', host: 'samsung', want: ['failed'] }], { fleet });
      if (rule === 'wrong-type') {
        expect(messages.join('\n')).toContain(said[0]);
        expect(answer?.error).toContain(said[0]);
        return;
      }
      for (const message of said) expect(messages).toContain(message);
      // Word for word what the flake says, no more and no less.
      expect(messages.toSorted()).toEqual(answer?.failed?.toSorted());
    },
    60_000,
  );
});
