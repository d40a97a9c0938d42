import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copySmallFleet } from '../testing/small-fleet';
import { type FleetReading, type HostReading, readFleet } from './read-fleet';

const HOST_FILE = 'hosts/p510/default.nix';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-memory-'));
  copySmallFleet(dir);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function change(file: string, from: string, to: string): void {
  const text = readFileSync(path.join(dir, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(path.join(dir, file), text.replace(from, to));
}

const host = (reading: FleetReading, name: string): HostReading | undefined =>
  reading.hosts.find((one) => one.name === name);

/** What a reading says, apart from when it was made. */
const said = ({ readAt: _readAt, readMs: _readMs, ...rest }: FleetReading): unknown => rest;

/** The same folder under another name is read without anything remembered. */
function readAfresh(): FleetReading {
  const copy = `${dir}-copy`;
  cpSync(dir, copy, { recursive: true });
  try {
    return readFleet(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

describe('a second reading', () => {
  it('works out again only the host whose file changed', () => {
    const first = readFleet(dir);
    change(HOST_FILE, 'media.plex.enable = true', 'media.plex.enable = false');
    const second = readFleet(dir);
    for (const name of ['dex5550', 'hp', 'p620', 'razer', 'samsung'])
      expect(host(second, name)).toBe(host(first, name));
    expect(host(second, 'p510')?.standings.find((one) => one.path === 'features.media.plex')?.on).toBe(false);
    expect(said(second)).toEqual(said(readAfresh()));
  });

  it.each([
    ['what a feature brings', 'features/media/plex.nix', 'brings = [', 'brings = [ "network.nftables"'],
    [
      'a file hosts share',
      'roles/server.nix',
      'services.xserver',
      'features.made.up.enable = true; services.xserver',
    ],
    ['which hosts there are', 'flake.nix', 'hp = mkHost ./hosts/hp;', ''],
    ['whose file it is', 'flake.nix', 'mkHost ./hosts/hp;', 'mkHost ./hosts/p510;'],
  ])('says what a first one would after a change of %s', (_what, file, from, to) => {
    const first = readFleet(dir);
    change(file, from, to);
    const second = readFleet(dir);
    expect(said(second)).not.toEqual(said(first));
    expect(said(second)).toEqual(said(readAfresh()));
  });

  it('tells roots apart that it is asked for', () => {
    const first = readFleet(dir);
    const other = readFleet(dir, { featureRoots: ['services'] });
    expect(host(other, 'p510')?.standings).not.toEqual(host(first, 'p510')?.standings);
    expect(said(readFleet(dir))).toEqual(said(first));
  });
});
