import { describe, expect, it } from 'vitest';
import { writtenFleet } from './testing/written-fleet';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFbRVU17arzUJyXpOkeZpsTFATKRgsu4jUgRi974ykG';

/** A fleet that keeps what it knows of hosts in many places, and has other things of the same names. */
const FLEET = {
  'flake.nix': `{
  outputs = { self, nixpkgs, ... }:
    let
      hostUsers = {
        hp = [ "ada" ];
        nas = [ "ada" "bo" ];
        razer = [ "bo" ];
      };
      sys = n: nixpkgs.lib.nixosSystem { modules = [ ./hosts/\${n}/configuration.nix ./drivers.nix (./users + "/\${n}_home.nix") ]; };
    in {
      nixosConfigurations = {
        hp = sys "hp";
        nas = sys "nas";
        razer = sys "razer"; # travels
      };
    };
}
`,
  'hosts/hp/configuration.nix': '{ networking.hostName = "hp"; networking.hostId = "0badcafe"; }\n',
  'hosts/nas/configuration.nix': `{ lib, ... }:
{
  networking.hostName = "nas";
  services.watch.targets = [ "hp:9100" "nas:9100" "razer:9100" ];
  services.share.url = "http://hp:8080";
}
`,
  'hosts/razer/configuration.nix': '{ networking.hostName = "razer"; services.share.from = "nas"; }\n',
  'users/hp_home.nix': '{ }\n',
  'users/nas_home.nix': '{ age.file = ../keys/hp.age; }\n',
  'users/razer_home.nix': '{ }\n',
  'drivers.nix': `{ lib, ... }:
{
  options.drivers = lib.mkOption { type = lib.types.enum [ "brother" "canon" "hp" "epson" ]; };
  config.site = "https://www.hp.com/drivers and https://hp.com";
}
`,
  'tables.nix': `{
  hostMappings = {
    "192.0.2.1" = "hp"; # upstairs
    "192.0.2.2" = "nas";
    "192.0.2.3" = "razer";
  };
  list = [
    { name = "hp"; port = 22; }
    { name = "nas"; port = 22; }
  ];
}
`,
  'secrets.nix': `let
  ada = "${KEY}A ada";
  hp = "${KEY}B root@hp";
  nas = "${KEY}C root@nas";
  razer = "${KEY}D root@razer";
  all = [ hp nas razer ];
in
{
  "a.age".publicKeys = [ ada ] ++ all;
  # hp prints
  "b.age".publicKeys = [ ada hp ];
}
`,
  Justfile: `hosts := "hp nas razer"

# Deploy hp
hp:
    nixos-rebuild switch --flake .#hp --target-host hp

nas:
    nixos-rebuild switch --flake .#nas

razer:
    nixos-rebuild switch --flake .#razer

deploy HOST="hp":
    for h in hp nas razer; do just $h; done
    ping -c 1 hp
`,
  '.sops.yaml': 'keys:\n  - &hp age1abc\n  - &nas age1def\nrules:\n  - *hp\n  - *nas\n',
  'README.md':
    '# Fleet\n\n| host | for |\n| --- | --- |\n| hp | printing |\n| nas | disks |\n\nThe drivers come from hp.com; hp is upstairs.\n',
  'scripts/all.sh': '#!/bin/sh\nfor h in "hp" "nas" "razer"; do ssh "$h" true; done\n',
  'keys/hp.age': Buffer.from([0x89, 0, 1, 2]),
  'keys/nas.age': Buffer.from([0x89, 0, 1, 2]),
};

describe('every place of a fleet', () => {
  it('has the new name, but not what only looks like the old one', () => {
    const { plan, hosts } = writtenFleet(FLEET);
    const renamed = plan({ kind: 'rename', name: 'hp', to: 'press' });
    expect(hosts(renamed)).toEqual(['press', 'nas', 'razer']);
    const { texts, leftovers } = renamed;
    const was: Readonly<Record<string, string | Buffer>> = FLEET;
    for (const file of [
      'flake.nix',
      'tables.nix',
      'secrets.nix',
      'Justfile',
      '.sops.yaml',
      'scripts/all.sh',
    ]) {
      expect(texts.get(file), file).toBe(String(was[file]).replaceAll(/\bhp\b/g, 'press'));
    }
    expect(texts.get('hosts/nas/configuration.nix')).toContain('[ "press:9100" "nas:9100" "razer:9100" ]');
    expect(texts.get('hosts/nas/configuration.nix')).toContain('"http://press:8080"');
    expect(texts.get('users/press_home.nix')).toBe('{ }\n');
    expect(texts.get('users/hp_home.nix')).toBeNull();
    expect(texts.has('drivers.nix')).toBe(false);
    // What cannot be moved keeps its name, and so does the way to it.
    expect(texts.has('users/nas_home.nix')).toBe(false);
    expect(texts.get('README.md')).toContain('| press | printing |');
    expect(texts.get('README.md')).toContain('come from hp.com');
    expect(leftovers.map(({ file, line, kind }) => `${file}:${line} ${kind}`).toSorted()).toEqual([
      'README.md:8 doc',
      'drivers.nix:3 other',
      'drivers.nix:4 unclear',
      'keys/hp.age:1 file',
      'users/nas_home.nix:1 other',
    ]);
  });

  it('loses the host, or is told', () => {
    const { plan, hosts } = writtenFleet(FLEET);
    const retired = plan({ kind: 'retire', name: 'hp' });
    expect(hosts(retired)).toEqual(['nas', 'razer']);
    const { texts } = retired;
    expect([...texts].flatMap(([file, text]) => (text === null ? [file] : [])).toSorted()).toEqual([
      'hosts/hp/configuration.nix',
      'users/hp_home.nix',
    ]);
    for (const file of ['flake.nix', 'tables.nix', '.sops.yaml', 'scripts/all.sh']) {
      expect(texts.get(file), file).not.toMatch(/\bhp\b/);
    }
    expect(texts.get('tables.nix')).toContain('"192.0.2.2" = "nas";');
    expect(texts.get('secrets.nix')).toContain('all = [ nas razer ];');
    expect(texts.get('secrets.nix')).toContain('[ ada ]');
    expect(texts.get('Justfile')).toMatch(/^hosts := "nas razer"\n\nnas:/);
    expect(texts.get('Justfile')).toContain('for h in nas razer; do');
    expect(texts.get('scripts/all.sh')).toContain('in "nas" "razer"; do');
    expect(retired.warnings.join(' ')).toContain('secrets.nix');
    expect(retired.leftovers.map(({ file, line, kind }) => `${file}:${line} ${kind}`).toSorted()).toEqual([
      'Justfile:13 refers',
      'Justfile:15 refers',
      'README.md:8 doc',
      'drivers.nix:3 other',
      'drivers.nix:4 unclear',
      'hosts/nas/configuration.nix:5 refers',
      'keys/hp.age:1 file',
      'secrets.nix:10 comment',
      'users/nas_home.nix:1 other',
    ]);
  });

  it('is left out where the user says so, and taken where they say so', () => {
    const { plan } = writtenFleet(FLEET);
    const kept = plan({ kind: 'rename', name: 'nas', to: 'disks', docs: false });
    expect(kept.texts.has('README.md')).toBe(false);
    expect(kept.leftovers.map(({ kind }) => kind)).toContain('doc');
    const more = plan({ kind: 'retire', name: 'hp', also: ['secrets.nix:10', 'Justfile:15'] });
    expect(more.texts.get('secrets.nix')).not.toContain('hp prints');
    expect(more.texts.get('Justfile')).not.toContain('ping');
  });

  it('has a second host where all have a place, with its own key, address and id', () => {
    const { plan, hosts } = writtenFleet(FLEET);
    const bare = plan({ kind: 'clone', from: 'hp', name: 'ink' });
    expect(hosts(bare)).toEqual(['hp', 'ink', 'nas', 'razer']);
    expect(bare.texts.has('secrets.nix')).toBe(false);
    expect(bare.warnings.join(' ')).toContain('ink is not in secrets.nix:3 yet');
    const { texts } = plan({ kind: 'clone', from: 'hp', name: 'ink', hostKey: `${KEY}E` });
    expect(texts.get('secrets.nix')).toContain(`  ink = "${KEY}E root@ink";`);
    expect(texts.get('secrets.nix')).toContain('all = [ hp ink nas razer ];');
    expect(texts.get('secrets.nix')).toContain('[ ada hp ink ];');
    expect(texts.get('flake.nix')).toContain('        ink = [ "ada" ];\n        nas =');
    expect(texts.get('users/ink_home.nix')).toBe('{ }\n');
    expect(texts.get('hosts/ink/configuration.nix')).toMatch(
      /hostName = "ink"; networking\.hostId = "[0-9a-f]{8}"/,
    );
    expect(texts.get('hosts/ink/configuration.nix')).not.toContain('0badcafe');
    expect(texts.get('hosts/nas/configuration.nix')).toContain('"hp:9100" "ink:9100" "nas:9100"');
    expect(texts.get('Justfile')).toContain('hosts := "hp ink nas razer"');
    expect(texts.get('Justfile')).toContain('ink:\n    nixos-rebuild switch --flake .#ink --target-host ink');
    // Chosen for something, hp is alone there.
    expect(texts.get('Justfile')).toContain('ping -c 1 hp\n');
  });
});
