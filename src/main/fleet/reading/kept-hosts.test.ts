import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Overlay } from './overlay';
import { type FleetReading, readFleet } from './read-fleet';

/** A fleet whose hosts lean on each other in every way that a reading has to notice. */
const FILES: Readonly<Record<string, string>> = {
  'flake.nix': `{
    outputs = { nixpkgs, ... }:
      let
        lib = nixpkgs.lib;
        # Read by whoever asks first, and used by all.
        shared = import ./shared.nix;
        extra = name: if builtins.pathExists (./hosts + "/\${name}/extra.nix") then [ (./hosts + "/\${name}/extra.nix") ] else [ ];
        mk = name: lib.nixosSystem {
          specialArgs = { inherit shared; };
          modules = [ ./modules (./hosts + "/\${name}") ] ++ extra name;
        };
      in
      { nixosConfigurations = lib.genAttrs (builtins.attrNames (builtins.readDir ./hosts)) mk; };
  }`,
  'shared.nix': `{ motd = import ./motd.nix; }`,
  'motd.nix': `"hello"`,
  'modules/default.nix': `{ lib, ... }: {
    options.features = import ./options.nix { inherit lib; };
  }`,
  'modules/options.nix': `{ lib }: {
    a.enable = lib.mkEnableOption "a";
    b.enable = lib.mkEnableOption "b";
  }`,
  'roles/one.nix': `{ lib, ... }: { features.a.enable = lib.mkDefault true; }`,
  'hosts/x/default.nix': `{ features.b.enable = true; imports = [ ../../roles/one.nix ]; }`,
  'hosts/y/default.nix': `{ shared, ... }: { imports = [ ./more.nix ]; environment.etc.motd.text = shared.motd; }`,
  'hosts/y/more.nix': `{ features.a.enable = true; }`,
  'hosts/z/default.nix': `{ imports = [ ../y/more.nix ]; }`,
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-kept-'));
  for (const [file, text] of Object.entries(FILES)) write(file, text);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(file: string, text: string | null): void {
  const target = path.join(dir, file);
  if (text === null) return rmSync(target, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

const told = ({ readAt: _at, readMs: _ms, ...reading }: FleetReading): unknown => reading;

/** What a reading says that knows nothing of any before: of the same files in a folder never seen. */
function afresh(overlay: Overlay = new Map()): unknown {
  const copy = mkdtempSync(path.join(tmpdir(), 'snowfleet-kept-'));
  const [home, texts] = [dir, new Map<string, string | null>(Object.entries(now))];
  for (const [file, text] of overlay) texts.set(file, text);
  dir = copy;
  for (const [file, text] of texts) if (text !== null) write(file, text);
  const reading = told(readFleet(copy));
  dir = home;
  rmSync(copy, { recursive: true, force: true });
  return reading;
}

let now: Record<string, string> = {};
beforeEach(() => {
  now = { ...FILES };
});

const CHANGES: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  'a host’s own file': { 'hosts/x/default.nix': '{ features.b.enable = false; }' },
  'a file two hosts share': { 'hosts/y/more.nix': '{ features.b.enable = true; }' },
  'a file that stops being shared': { 'hosts/z/default.nix': '{ features.b.enable = true; }' },
  'a role one host uses': { 'roles/one.nix': '{ features.a.enable = false; }' },
  'an import of what another host had alone': {
    'hosts/z/default.nix': '{ imports = [ ../../roles/one.nix ]; }',
  },
  'what all hosts share': {
    'modules/default.nix': '{ lib, ... }: { options.features.c.enable = lib.mkEnableOption "c"; }',
  },
  'options in a file of their own': {
    'modules/options.nix': '{ lib }: { b.enable = lib.mkEnableOption "bee"; }',
  },
  'what a special argument is made of': { 'motd.nix': '"bye"' },
  'a file that was only looked for': { 'hosts/z/extra.nix': '{ features.a.enable = false; }' },
  'a new host': { 'hosts/w/default.nix': '{ features.a.enable = true; }' },
  'a host that is gone': { 'hosts/z/default.nix': null },
  'an import that is gone': { 'hosts/y/more.nix': null },
  'a broken file': { 'hosts/x/default.nix': '{ features.b.enable = ' },
  'the flake itself': { 'flake.nix': (FILES['flake.nix'] ?? '').replace('extra name', '[ ]') },
};

describe('a reading that keeps hosts of the one before', () => {
  it.each(Object.entries(CHANGES))('says what a first one would after a change of %s', (_what, texts) => {
    readFleet(dir);
    const overlay = new Map(Object.entries(texts));
    expect(told(readFleet(dir, { overlay }))).toEqual(afresh(overlay));
    // The overlay was no more than an idea.
    expect(told(readFleet(dir))).toEqual(afresh());
    for (const [file, text] of overlay) {
      if (text === null) {
        write(path.dirname(file) === 'hosts/z' ? 'hosts/z' : file, null);
        delete now[file];
      } else {
        write(file, text);
        now[file] = text;
      }
    }
    expect(told(readFleet(dir))).toEqual(afresh());
    now = { ...FILES };
    for (const [file, text] of Object.entries(FILES)) write(file, text);
    for (const file of overlay.keys()) if (!(file in FILES)) write(file, null);
    if ('hosts/w/default.nix' in texts) write('hosts/w', null);
    expect(told(readFleet(dir))).toEqual(afresh());
  });

  it('leaves the hosts that a change does not touch as they are', () => {
    const before = readFleet(dir);
    write('hosts/x/default.nix', '{ features.b.enable = false; }');
    const after = readFleet(dir);
    const host = (reading: FleetReading, name: string) => reading.hosts.find((one) => one.name === name);
    for (const name of ['y', 'z']) expect(host(after, name)).toBe(host(before, name));
    expect(host(after, 'x')).not.toBe(host(before, 'x'));
  });
});
