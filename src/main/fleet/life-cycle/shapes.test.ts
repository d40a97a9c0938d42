import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { writtenFleet } from './testing/written-fleet';

const HOST = (name: string, more = ''): string =>
  `{ ... }:\n{\n  # ${name} is in the cellar\n  networking.hostName = "${name}";\n${more}}\n`;

/** The two hosts `web` and `db`, each in a file that the flake finds by its name. */
const FILES = { 'hosts/web.nix': HOST('web'), 'hosts/db.nix': HOST('db') };

const flake = (outputs: string): string => `{
  outputs = inputs@{ nixpkgs, ... }:
    let
      inherit (nixpkgs) lib;
      sys = n: lib.nixosSystem { specialArgs = { host = n; }; modules = [ (./hosts + "/\${n}.nix") ]; };
    in
    {
${outputs}
    };
}
`;

const SHAPES: Readonly<Record<string, string>> = {
  attributes: flake(`      nixosConfigurations = {
        db = sys "db"; # keeps the data
        web = lib.nixosSystem { modules = [ ./hosts/web.nix ]; };
      };`),
  'dotted attributes': flake(`      nixosConfigurations.db = sys "db";
      nixosConfigurations.web = sys "web";`),
  genAttrs: flake('      nixosConfigurations = lib.genAttrs [ "db" "web" ] sys;'),
  'mapAttrs over a set': flake(
    '      nixosConfigurations = builtins.mapAttrs (n: _: sys n) { db = { }; web = { }; };',
  ),
  listToAttrs: flake(
    '      nixosConfigurations = builtins.listToAttrs (map (n: { name = n; value = sys n; }) [ "db" "web" ]);',
  ),
  'a list bound by let': `{
  outputs = { nixpkgs, ... }:
    let
      names = [
        "db" # keeps the data
        "web"
      ];
    in
    {
      nixosConfigurations = nixpkgs.lib.genAttrs names (n: nixpkgs.lib.nixosSystem { modules = [ ./hosts/\${n}.nix ]; });
    };
}
`,
  colmena: `{
  outputs = { nixpkgs, ... }: {
    colmena = {
      meta.nixpkgs = nixpkgs;
      defaults = { };
      db = ./hosts/db.nix;
      web = { imports = [ ./hosts/web.nix ]; deployment.targetHost = "192.0.2.1"; };
    };
  };
}
`,
  'deploy-rs beside attributes': flake(`      nixosConfigurations = { db = sys "db"; web = sys "web"; };
      deploy.nodes = {
        db = { hostname = "192.0.2.2"; profiles.system.path = inputs.self.nixosConfigurations.db; };
        web = { hostname = "192.0.2.1"; profiles.system.path = inputs.self.nixosConfigurations.web; };
      };`),
};

describe.each(Object.entries(SHAPES))('a fleet made by %s', (_, text) => {
  const fleet = () => writtenFleet({ 'flake.nix': text, ...FILES });

  it('takes another name for a host everywhere', () => {
    const { plan, hosts } = fleet();
    const renamed = plan({ kind: 'rename', name: 'web', to: 'www' });
    expect(hosts(renamed).toSorted()).toEqual(['db', 'www']);
    expect(renamed.texts.get('hosts/web.nix')).toBeNull();
    expect(renamed.texts.get('hosts/www.nix')).toBe(HOST('www'));
    expect(renamed.texts.get('flake.nix')).toBe(text.replaceAll(/\bweb\b/g, 'www'));
    expect(renamed.leftovers).toEqual([]);
  });

  it('lets a host go without a trace', () => {
    const { plan, hosts } = fleet();
    const retired = plan({ kind: 'retire', name: 'db' });
    expect(hosts(retired)).toEqual(['web']);
    expect(retired.texts.get('hosts/db.nix')).toBeNull();
    expect(retired.texts.get('flake.nix')).not.toMatch(/\bdb\b/);
    expect(retired.leftovers).toEqual([]);
    // The rest keeps every byte: what is left is what was there, in its order.
    const left = retired.texts.get('flake.nix') ?? '';
    let at = 0;
    for (const character of left) {
      at = text.indexOf(character, at) + 1;
      expect(at).toBeGreaterThan(0);
    }
  });

  it('takes a second host like one that is there', () => {
    const { plan, hosts } = fleet();
    const cloned = plan({ kind: 'clone', from: 'web', name: 'web2', address: '192.0.2.9' });
    expect(hosts(cloned).toSorted()).toEqual(['db', 'web', 'web2']);
    expect(cloned.texts.get('hosts/web2.nix')).toBe(HOST('web2'));
    expect([...cloned.texts].filter(([, after]) => after === null)).toEqual([]);
    const addresses = (cloned.texts.get('flake.nix') ?? '').match(/192\.0\.2\.\d/g) ?? [];
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

describe('a fleet that reads the folder of its hosts', () => {
  const files = {
    'flake.nix': flake(
      `      nixosConfigurations = lib.mapAttrs (n: _: lib.nixosSystem { modules = [ (./hosts + "/\${n}") ]; }) (builtins.readDir ./hosts);`,
    ),
    'hosts/web/default.nix': HOST('web', '  imports = [ ./disks.nix ];\n'),
    'hosts/web/disks.nix': '{ }\n',
    'hosts/db/default.nix': HOST('db'),
  };

  it('has a host where there is a folder', () => {
    const { plan, hosts } = writtenFleet(files);
    const renamed = plan({ kind: 'rename', name: 'web', to: 'www' });
    expect(hosts(renamed)).toEqual(['db', 'www']);
    expect([...renamed.texts.keys()].toSorted()).toEqual([
      'hosts/web/default.nix',
      'hosts/web/disks.nix',
      'hosts/www/default.nix',
      'hosts/www/disks.nix',
    ]);
    expect(hosts(plan({ kind: 'retire', name: 'web' }))).toEqual(['db']);
    expect(hosts(plan({ kind: 'clone', from: 'web', name: 'mail' }))).toEqual(['db', 'mail', 'web']);
    expect(hosts(plan({ kind: 'add', name: 'mail', like: 'web' }))).toEqual(['db', 'mail', 'web']);
  });
});

describe('what is refused, with nothing written', () => {
  const refused = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (isAppError(error)) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'taken';
  };

  it('is a host whose name the flake computes', () => {
    const computed = flake(
      '      nixosConfigurations = lib.genAttrs (map (n: "we" + n) [ "b" ] ++ [ "db" ]) sys;',
    );
    const { plan, hosts } = writtenFleet({ 'flake.nix': computed, ...FILES });
    expect(hosts()).toContain('web');
    expect(refused(() => plan({ kind: 'retire', name: 'web' }))).toMatch(/^not-literal: .*hosts\/web\.nix/);
    expect(refused(() => plan({ kind: 'rename', name: 'web', to: 'www' }))).toMatch(/^not-literal: /);
  });

  it('is a name no host can have, or one has', () => {
    const { plan } = writtenFleet({ 'flake.nix': SHAPES['genAttrs'] ?? '', ...FILES });
    const rename = (to: string): string => refused(() => plan({ kind: 'rename', name: 'web', to }));
    expect(rename('db')).toBe('bad-host-name: There is a host named db already.');
    expect(rename('DB')).toBe('bad-host-name: DB and db are one name to a resolver.');
    expect(rename('a'.repeat(64))).toMatch(/^bad-host-name: .*64 characters/);
    for (const bad of ['-a', 'a-', 'a.b', 'a b', 'a/b', '../x', 'ü', '$(x)', 'meta']) {
      expect(rename(bad), bad).toMatch(/^bad-host-name/);
    }
    expect(refused(() => plan({ kind: 'retire', name: 'nobody' }))).toMatch(/^unknown-host/);
    for (const odd of ['9front', 'let', 'x-1', 'A']) expect(rename(odd), odd).toBe('taken');
  });

  it('is the last host, and a file in the way', () => {
    const one = writtenFleet({
      'flake.nix': flake('      nixosConfigurations.web = sys "web";'),
      'hosts/web.nix': HOST('web'),
    });
    expect(refused(() => one.plan({ kind: 'retire', name: 'web' }))).toMatch(/^conflict/);
    const two = writtenFleet({ 'flake.nix': SHAPES['colmena'] ?? '', ...FILES, 'hosts/www.nix': '{ }' });
    expect(refused(() => two.plan({ kind: 'rename', name: 'web', to: 'www' }))).toBe(
      'conflict: hosts/www.nix is there already.',
    );
  });
});
