import { describe, expect, it } from 'vitest';
import { parseNix } from '../../../shared/nix-syntax';
import { readHosts, type StaticFleet } from './hosts';

function read(files: Record<string, string>): StaticFleet {
  return readHosts((file) => {
    for (const name of [file, `${file}/default.nix`]) {
      const source = files[name];
      if (source !== undefined) return { file: name, tree: parseNix(source) };
    }
    return null;
  });
}

const flake = (value: string): Record<string, string> => ({
  'flake.nix': `{ outputs = inputs@{ nixpkgs, ... }: let inherit (nixpkgs) lib; hosts = { a = { f = 1; }; b = { }; };
    sys = n: lib.nixosSystem { specialArgs = { host = n; }; modules = [ ./hosts/\${n}.nix ({ host, ... }: { imports = [ (./extra + "/\${host}.nix") ]; }) ]; };
    in { nixosConfigurations = ${value}; }; }`,
  'hosts/a.nix': '{ }',
  'hosts/b.nix': '{ }',
  'extra/a.nix': '{ x = 1; }',
  'extra/b.nix': '{ x = 2; }',
});

const summary = (fleet: StaticFleet): Record<string, string[]> =>
  Object.fromEntries(fleet.hosts.map((host) => [host.name, host.modules.map((module) => module.file)]));

describe('hosts from source', () => {
  it('reads literal hosts through a local function and follows imports', () => {
    const fleet = read({
      'flake.nix': `{
        description = "x";
        outputs = { self, nixpkgs, ... }: let
          mk = dir: nixpkgs.lib.nixosSystem { modules = [ ./base.nix dir ]; };
        in {
          nixosConfigurations = {
            a = mk ./hosts/a;
            b = mk ./hosts/b;
          };
        };
      }`,
      'base.nix': '{ lib, ... }: { imports = [ ./more.nix ]; }',
      'more.nix': '{ x = 1; }',
      'hosts/a/default.nix': '{ ... }: { imports = [ ../../base.nix ]; features.a = true; }',
      'hosts/b/default.nix': '{ features.b = true; }',
    });
    expect(fleet.complete).toBe(true);
    expect(fleet.description).toBe('x');
    expect(summary(fleet)).toEqual({
      a: ['base.nix', 'more.nix', 'hosts/a/default.nix'],
      b: ['base.nix', 'more.nix', 'hosts/b/default.nix'],
    });
    expect(fleet.hosts[0]?.declared).toEqual({ file: 'flake.nix', line: 7 });
  });

  it('reads genAttrs, mapAttrs, listToAttrs and interpolated paths', () => {
    for (const value of [
      'lib.genAttrs [ "a" "b" ] sys',
      'builtins.mapAttrs (n: _: sys n) hosts',
      'builtins.listToAttrs (map (n: { name = n; value = sys n; }) [ "a" "b" ])',
      'lib.genAttrs (builtins.attrNames hosts) sys',
    ]) {
      expect(summary(read(flake(value))), value).toEqual({
        a: ['hosts/a.nix', 'flake.nix', 'extra/a.nix'],
        b: ['hosts/b.nix', 'flake.nix', 'extra/b.nix'],
      });
    }
  });

  it('says so when only Nix can know', () => {
    expect(read({ 'flake.nix': '{ outputs = i: i.parts.lib.mkFlake { } { }; }' })).toMatchObject({
      hosts: [],
      complete: false,
    });
    const partly = read({
      'flake.nix': '{ outputs = i: { nixosConfigurations = i.other.hosts // { a = { }; }; }; }',
    });
    expect(partly.complete).toBe(false);
    expect(partly.hosts.map((host) => host.name)).toEqual(['a']);
  });

  it('ends on circles', () => {
    const fleet = read({
      'flake.nix':
        '{ outputs = { nixpkgs, ... }: rec { nixosConfigurations = { a = nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; b = nixosConfigurations.b; }; }; }',
      'a.nix': '{ imports = [ ./a.nix ./b.nix ]; }',
      'b.nix': 'let x = x; in { imports = [ ./a.nix ] ++ x; }',
    });
    expect(summary(fleet)).toEqual({ a: ['a.nix', 'b.nix'], b: [] });
  });
});
