import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readFleet } from './read-fleet';

let dir = '';
afterEach(() => rmSync(dir, { recursive: true }));

/** What hosts a and b declare by this module, as `name file state line`; b has switched `features.x` on. */
function usesOf(module: string): Record<string, string[]> {
  dir = mkdtempSync(path.join(tmpdir(), 'uses-'));
  const put = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  };
  const host = (name: string): string =>
    `${name} = inputs.nixpkgs.lib.nixosSystem { modules = [ ./m.nix ./${name}.nix ]; };`;
  put('flake.nix', `{ outputs = inputs: { nixosConfigurations = { ${host('a')} ${host('b')} }; }; }`);
  put('a.nix', '{ networking.hostName = "a"; }');
  put('b.nix', '{ networking.hostName = "b"; features.x.enable = true; }');
  put('secrets/there.age', 'x');
  put('m.nix', `{ config, lib, ... }: let inherit (lib) mkIf mkMerge optionalAttrs; in ${module}`);
  const told = readFleet(dir).hosts.map(({ name, secrets }) => [
    name,
    secrets.map((use) => `${use.name} ${use.file} ${use.state} ${use.place.line}`),
  ]);
  return Object.fromEntries(told) as Record<string, string[]>;
}

describe('the secrets that hosts declare', () => {
  const option = 'options.features.x.enable = lib.mkEnableOption "x";';

  it('are found as they are written, and not in comments', () => {
    const module = `{\n age.secrets.one.file = ./secrets/there.age;\n # age.secrets.two.file = ./secrets/two.age;\n}`;
    expect(usesOf(module).a).toEqual(['one secrets/there.age certain 2']);
  });

  it('are the host’s where what they depend on is on', () => {
    const uses = usesOf(
      `{ ${option} config = mkIf config.features.x.enable { age.secrets.one = { file = ./secrets/there.age; }; }; }`,
    );
    expect(uses).toEqual({ a: ['one secrets/there.age off 1'], b: ['one secrets/there.age certain 1'] });
  });

  it('are found through helpers, at what a helper was given', () => {
    const uses = usesOf(`{ age.secrets = let
      mk = name: secret: optionalAttrs (builtins.pathExists (toString secret.file)) { \${name} = secret; };
      in mkMerge [
        (mk "one" {
          file = ./secrets/there.age; })
        (mk "two" {
          file = ./secrets/gone.age; })
        (mkIf (builtins.elem config.networking.hostName [ "b" ]) (mk "three" { file = ./secrets/there.age; }))
        (mkIf (config.services.y.enable && true) { four.file = lib.mkDefault (./secrets + "/four.age"); })
      ]; }`);
    expect(uses).toEqual({
      a: [
        'one secrets/there.age certain 5',
        'two secrets/gone.age skipped 7',
        'three secrets/there.age off 8',
        'four secrets/four.age possible 9',
      ],
      b: [
        'one secrets/there.age certain 5',
        'two secrets/gone.age skipped 7',
        'three secrets/there.age certain 8',
        'four secrets/four.age possible 9',
      ],
    });
  });

  it('are found where names are made of a list', () => {
    const uses = usesOf(
      `{ age.secrets = builtins.listToAttrs (map (n: { name = n; value.file = ./secrets + "/\${n}.age"; }) [ "p" "q" ]); }`,
    );
    expect(uses.a).toEqual(['p secrets/p.age certain 1', 'q secrets/q.age certain 1']);
  });
});
