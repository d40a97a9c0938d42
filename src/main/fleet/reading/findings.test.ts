import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readFleet } from './read-fleet';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-findings-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** `rule host file:line` of every finding in a fleet of host `a` with the given module text. */
function findings(host: string, more: Record<string, string> = {}): string[] {
  const files = {
    'flake.nix': `{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./hosts/a/configuration.nix ./options.nix ]; }; }; }`,
    'options.nix': `{ lib, config, ... }: { options.features = {
        dev = { enable = lib.mkEnableOption "x"; python = lib.mkEnableOption "y"; };
        level = lib.mkOption { type = lib.types.int; };
      }; }`,
    'hosts/a/configuration.nix': host,
    ...more,
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  return readFleet(dir).findings.map(
    (one) => `${one.severity} ${one.rule} ${one.host ?? '-'} ${one.file}:${one.line}`,
  );
}

it('finds nothing in a sound fleet', () => {
  expect(findings('{ features = { dev.enable = true; dev.python = true; level = 3; }; }')).toEqual([]);
});

it('finds a member of a group that is off, unless the group is computed', () => {
  expect(findings('{\n features.dev.python = true;\n}')).toEqual([
    'warning inert a hosts/a/configuration.nix:2',
  ]);
  expect(
    findings('{ config, ... }: { features.dev.enable = config.x; features.dev.python = true; }'),
  ).toEqual([]);
});

it('finds what nothing declares, but no look-alikes outside the root', () => {
  expect(findings('{\n features.devv.enable = true;\n monitoring.features.dev.enable = true;\n}')).toEqual([
    'error undeclared a hosts/a/configuration.nix:2',
  ]);
});

it('finds a value that the option does not take', () => {
  expect(findings('{\n features.level = "high";\n}')).toEqual([
    'error wrong-type a hosts/a/configuration.nix:2',
  ]);
  expect(findings('{ lib, ... }: {\n features.level = lib.mkIf true "high";\n}')).toEqual([
    'error wrong-type a hosts/a/configuration.nix:2',
  ]);
  expect(findings('{ config, ... }: { features.level = config.x; }')).toEqual([]);
});

it('finds two values for one option, and one that is forced elsewhere', () => {
  const imports = 'imports = [ ../../shared.nix ];';
  expect(
    findings(`{\n ${imports}\n features.level = 1;\n}`, { 'shared.nix': '{ features.level = 2; }' }),
  ).toEqual(['error contradiction a shared.nix:1']);
  expect(
    findings(`{\n ${imports}\n features.level = 1;\n}`, {
      'shared.nix': '{ lib, ... }: { features.level = lib.mkForce 2; }',
    }),
  ).toEqual(['warning ineffective a hosts/a/configuration.nix:3']);
});

it('finds an import that leads nowhere, and keeps its place', () => {
  expect(findings('{ imports = [ ./gone.nix ../../old ]; }', { 'old/readme.md': '' })).toEqual([
    'error unreadable-file - hosts/a/gone.nix:1',
    'error unreadable-file - old/default.nix:1',
  ]);
});

it('finds hosts the flake does not name and files nothing imports', () => {
  expect(
    findings('{ }', {
      'hosts/hp/configuration.nix': '{ }',
      'old.nix': '{\n features.dev.enable = true; }',
    }),
  ).toEqual(['warning host-not-in-flake hp hosts/hp/configuration.nix:1', 'info orphan-file - old.nix:2']);
});
