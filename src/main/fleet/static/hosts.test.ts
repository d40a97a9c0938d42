import { describe, expect, it } from 'vitest';
import { parseNix } from '../../../shared/nix-syntax';
import { readHosts, type StaticFleet } from './hosts';
import type { EntryType } from './value';

function read(files: Record<string, string>): StaticFleet {
  return readHosts({
    load(file) {
      for (const name of [file, `${file}/default.nix`]) {
        const source = files[name];
        if (source !== undefined) return { file: name, tree: parseNix(source) };
      }
      return null;
    },
    list(folder) {
      const inside = Object.keys(files)
        .filter((name) => name.startsWith(`${folder}/`))
        .map((name) => name.slice(folder.length + 1));
      const entry = (rest: string): readonly [string, EntryType] =>
        rest.includes('/') ? [rest.slice(0, rest.indexOf('/')), 'directory'] : [rest, 'regular'];
      return inside.length === 0 ? null : new Map(inside.map(entry));
    },
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

  it('reads a folder of hosts, flake-parts, snowfall-lib, a colmena hive and deploy-rs', () => {
    const host = '{ x = 1; }';
    const folder = read({
      'flake.nix': `{ outputs = { nixpkgs, ... }: { nixosConfigurations = nixpkgs.lib.mapAttrs (n: _: nixpkgs.lib.nixosSystem { modules = [ (./hosts + "/\${n}") ]; }) (builtins.readDir ./hosts);
        deploy = { sshUser = "root"; nodes.a.hostname = "a.example.org"; }; }; }`,
      'hosts/a/default.nix': host,
      'hosts/b/default.nix': host,
    });
    expect(summary(folder)).toEqual({ a: ['hosts/a/default.nix'], b: ['hosts/b/default.nix'] });
    expect(folder.hosts[0]?.deploy).toEqual({ hostname: 'a.example.org', sshUser: 'root' });

    const parts = read({
      'flake.nix':
        '{ outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } { systems = [ ]; imports = [ ./hosts ]; }; }',
      'hosts/default.nix':
        '{ inputs, ... }: { flake.nixosConfigurations.a = inputs.nixpkgs.lib.nixosSystem { modules = [ ./a.nix ]; }; }',
      'hosts/a.nix': host,
    });
    expect(summary(parts)).toEqual({ a: ['hosts/a.nix'] });

    const snowfall = read({
      'flake.nix': '{ outputs = inputs: inputs.snowfall-lib.mkFlake { inherit inputs; src = ./.; }; }',
      'systems/x86_64-linux/a/default.nix': host,
      'modules/nixos/shell/zsh/default.nix': '{ options.x = 1; }',
    });
    expect(summary(snowfall)).toEqual({
      a: ['systems/x86_64-linux/a/default.nix', 'modules/nixos/shell/zsh/default.nix'],
    });

    const hive = read({
      'flake.nix': '{ outputs = _: { colmena = { meta = { }; defaults = ./all.nix; a = ./a.nix; }; }; }',
      'all.nix': host,
      'a.nix': '{ deployment.targetHost = "10.0.0.1"; }',
    });
    expect(summary(hive)).toEqual({ a: ['all.nix', 'a.nix'] });
  });

  it('keeps modules of Home Manager apart', () => {
    const fleet = read({
      'flake.nix': `{ outputs = { nixpkgs, ... }: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { specialArgs.names = [ "u" ]; modules = [
        ({ names, ... }: { home-manager = { extraSpecialArgs.where = "x"; users = nixpkgs.lib.genAttrs names (n: import ./home.nix); }; }) ]; }; }; }`,
      'home.nix': '{ where, ... }: { imports = [ (./. + "/${where}.nix") ]; }',
      'x.nix': '{ features.editors.enable = true; }',
    });
    expect(fleet.hosts[0]?.modules.map(({ file, scope }) => [file, scope])).toEqual([
      ['flake.nix', 'nixos'],
      ['home.nix', 'home'],
      ['x.nix', 'home'],
    ]);
  });

  it('says so when only Nix can know', () => {
    expect(read({ 'flake.nix': '{ outputs = i: i.parts.lib.make { }; }' })).toMatchObject({
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
