import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readFleet } from './read-fleet';

const kindOf = (module: string): string | undefined => {
  const dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-kind-'));
  try {
    writeFileSync(
      path.join(dir, 'flake.nix'),
      `{ outputs = i: { nixosConfigurations.a = i.nixpkgs.lib.nixosSystem { modules = [ (${module}) ]; }; }; }`,
    );
    return readFleet(dir).hosts[0]?.kind;
  } finally {
    rmSync(dir, { recursive: true });
  }
};

it.each([
  ['{ fileSystems."/".device = "/dev/sda"; }', 'machine'],
  ['{ fileSystems."/".device = "/dev/sda"; isoImage.edition = "x"; }', 'installer'],
  ['{ fileSystems."/".device = "/dev/sda"; microvm.mem = 512; }', 'vm'],
  ['{ virtualisation.qemu.options = [ ]; }', 'vm'],
  // A host that keeps virtual machines is none, nor is one that could and does not.
  ['{ boot.loader.timeout = 1; microvm.vms.b.autostart = true; microvm.autostart = [ "b" ]; }', 'machine'],
  ['{ lib, ... }: { microvm.host.enable = lib.mkDefault false; }', 'machine'],
])('takes %s for a %s', (module, kind) => expect(kindOf(module)).toBe(kind));
