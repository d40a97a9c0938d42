import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OptionRow, OptionValue } from '../../shared/contract';
import { readFleet } from './reading/read-fleet';
import { secretsOf } from './secrets-of';
import { copySmallFleet } from './testing/small-fleet';
import { valuesOf } from './values';

const PROBE = `{ mkFeature }:
mkFeature {
  title = "Probe";
  description = "Has an option of every type.";
  category = "monitoring";
  secrets = [ "probe-key" "absent" ];
  options =
    { lib, ... }:
    {
      ready = lib.mkOption { type = lib.types.bool; default = false; description = ""; };
      level = lib.mkOption { type = lib.types.enum [ "low" "high" ]; default = "low"; description = ""; };
      share = lib.mkOption { type = lib.types.ints.between 1 10; default = 5; description = ""; };
      port = lib.mkOption { type = lib.types.port; description = "Where it listens."; };
      zone = lib.mkOption { type = lib.types.strMatching "[a-z]+"; default = "home"; description = ""; };
      note = lib.mkOption { type = lib.types.nullOr lib.types.lines; default = null; description = ""; };
      peers = lib.mkOption { type = lib.types.listOf lib.types.str; description = ""; };
      paths = lib.mkOption { type = lib.types.attrsOf lib.types.str; default = { }; description = ""; };
    };
  config = { };
}
`;

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-values-'));
  copySmallFleet(dir);
  writeFileSync(path.join(dir, 'features/monitoring/probe.nix'), PROBE);
  const index = path.join(dir, 'features/default.nix');
  writeFileSync(index, readFileSync(index, 'utf8').replace(']', '  ./monitoring/probe.nix\n]'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(file: string, lines: string): void {
  const at = path.join(dir, file);
  writeFileSync(at, readFileSync(at, 'utf8').replace(/\n}\n$/, `\n${lines}\n}\n`));
}

const rows = (): ReadonlyMap<string, OptionRow> =>
  new Map(valuesOf(readFleet(dir), 'features.monitoring.probe').options.map((row) => [row.name, row]));

/** The value of an option on a host; undefined where its default holds. */
function value(name: string, host: string): OptionValue | undefined {
  const { hosts, options } = valuesOf(readFleet(dir), 'features.monitoring.probe');
  const row = options.find((option) => option.name === name);
  return row?.values[row.of[hosts.indexOf(host)] ?? -1];
}

describe('the rows of a feature', () => {
  it('tell how each type is edited', () => {
    const editors = Object.fromEntries([...rows()].map(([name, { editor }]) => [name, editor]));
    expect(editors).toEqual({
      ready: { kind: 'bool', nullable: false },
      level: { kind: 'enum', values: ['low', 'high'], nullable: false },
      share: { kind: 'int', min: 1, max: 10, nullable: false },
      port: { kind: 'int', min: 0, max: 65_535, nullable: false },
      zone: { kind: 'string', pattern: '[a-z]+', nullable: false },
      note: { kind: 'string', lines: true, nullable: true },
      peers: { kind: 'strings', nullable: false },
      paths: { kind: 'other', nullable: false },
    });
  });
  it('tell which have no default, and the feature which of them it wants', () => {
    expect([...rows()].filter(([, row]) => !row.hasDefault).map(([name]) => name)).toEqual(['port', 'peers']);
    const feature = readFleet(dir).catalogue.find(({ path: of }) => of === 'features.monitoring.probe');
    expect(feature?.wants).toEqual(['features.monitoring.probe.port']);
  });
  it('has what is assigned and not declared', () => {
    write('hosts/hp/default.nix', '  features.monitoring.probe.colour = "red";');
    expect(rows().get('colour')).toMatchObject({ declared: false, editor: { kind: 'other' } });
    expect(value('colour', 'hp')).toMatchObject({ text: '"red"', state: 'set' });
  });
  it('leaves options of a feature below out', () => {
    expect(valuesOf(readFleet(dir), 'features.media').options).toEqual([]);
  });
});

describe('a value', () => {
  const on = '  features.monitoring.probe.enable = true;';
  it('is the default where nothing is assigned', () => expect(value('level', 'hp')).toBeUndefined());
  it('is set, with its place', () => {
    write('hosts/hp/default.nix', `${on}\n  features.monitoring.probe.level = "high";`);
    expect(value('level', 'hp')).toMatchObject({
      text: '"high"',
      value: 'high',
      state: 'set',
      place: { file: 'hosts/hp/default.nix' },
      own: { value: 'high', computed: false },
    });
    expect(value('level', 'hp')?.mark).toBeUndefined();
  });
  it('is inherited from a shared file, once for all hosts that share it', () => {
    write('roles/server.nix', '  features.monitoring.probe.share = 7;');
    expect(value('share', 'p510')).toMatchObject({ state: 'inherited', own: null, value: 7 });
    expect(rows().get('share')?.values).toHaveLength(1);
  });
  it('is forced, computed, or put together from parts', () => {
    write(
      'hosts/hp/default.nix',
      `${on}
  features.monitoring.probe.share = lib.mkForce 2;
  features.monitoring.probe.zone = "a" + "b";
  features.monitoring.probe.paths.media = "/srv";
  features.monitoring.probe.paths.home = "/home";`,
    );
    expect(value('share', 'hp')?.state).toBe('forced');
    expect(value('zone', 'hp')).toMatchObject({ state: 'computed', value: null, text: '"a" + "b"' });
    expect(value('paths', 'hp')).toMatchObject({ text: '{ media = "/srv"; home = "/home"; }', own: null });
  });
  it('is overridden where a shared file forces another', () => {
    write('roles/server.nix', '  features.monitoring.probe.share = lib.mkForce 9;');
    write('hosts/p510/default.nix', `${on}\n  features.monitoring.probe.share = 3;`);
    expect(value('share', 'p510')).toMatchObject({
      value: 9,
      state: 'forced',
      own: { value: 3 },
      mark: { kind: 'overridden', place: { file: 'roles/server.nix' } },
    });
  });
  it('is inert while the feature is off, and beside the same in a shared file', () => {
    write('hosts/hp/default.nix', '  features.monitoring.probe.share = 3;');
    expect(value('share', 'hp')?.mark).toEqual({
      kind: 'inert',
      reason: 'It changes nothing while probe is off.',
    });
    write('roles/server.nix', '  features.monitoring.probe.share = 4;');
    write('hosts/p510/default.nix', `${on}\n  features.monitoring.probe.share = 4;`);
    expect(value('share', 'p510')?.mark).toMatchObject({
      kind: 'inert',
      place: { file: 'roles/server.nix' },
    });
  });
  it('is computed where an expression makes the whole set', () => {
    write('hosts/hp/default.nix', '  features.monitoring.probe = import ./probe.nix { };');
    expect(value('share', 'hp')).toMatchObject({ state: 'computed', own: null });
  });
});

describe('the secrets of a feature', () => {
  it('are told with whether their file is there', async () => {
    mkdirSync(path.join(dir, 'secrets'));
    writeFileSync(path.join(dir, 'secrets/probe-key.age'), '');
    expect(await secretsOf(dir, readFleet(dir).catalogue, 'features.monitoring.probe')).toEqual([
      { name: 'probe-key', file: 'secrets/probe-key.age', present: true },
      { name: 'absent', file: 'secrets/absent.age', present: false },
    ]);
  });
});
