import { execFileSync } from 'node:child_process';
import fs, { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../../shared/contract';
import { copySmallFleet, SMALL_FLEET } from '../testing/small-fleet';
import { FleetFiles } from './files';
import { readFleet, type FleetReading } from './read-fleet';

const FILE = 'hosts/p510/default.nix';
const BEFORE = readFleet(SMALL_FLEET);
const GOOD = fs.readFileSync(path.join(SMALL_FLEET, FILE), 'utf8');

let dir: string;
let target: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-hostile-'));
  copySmallFleet(dir);
  target = path.join(dir, FILE);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const findingsOf = ({ findings }: FleetReading, rule: string): Finding[] =>
  findings.filter((finding) => finding.rule === rule && finding.file === FILE);

const assignmentsOf = ({ hosts }: FleetReading, name: string): unknown =>
  hosts
    .find((host) => host.name === name)
    ?.assignments.map(({ path: option, value, wins }) => ({ option, value, wins }));

/** The rest of the fleet reads as ever, whatever happened to p510. */
function expectOthers(reading: FleetReading): void {
  expect(reading.hosts.map((host) => host.name)).toEqual(BEFORE.hosts.map((host) => host.name));
  for (const name of ['p620', 'razer', 'samsung', 'dex5550', 'hp'])
    expect(assignmentsOf(reading, name)).toEqual(assignmentsOf(BEFORE, name));
}

/** An empty PATH of permissions for one call: root reads everything, so the test becomes somebody else. */
function asNobody<T>(work: () => T): T {
  const { seteuid } = process;
  if (process.geteuid?.() !== 0 || !seteuid) return work();
  chmodSync(dir, 0o755);
  seteuid(65_534);
  try {
    return work();
  } finally {
    seteuid(0);
  }
}

describe('a file of a host that cannot be read', () => {
  const expectUnreadable = (reading: FleetReading, words: string): void => {
    const [finding, ...more] = findingsOf(reading, 'unreadable-file');
    expect(finding).toMatchObject({ severity: 'error', line: 1 });
    expect(finding?.message).toContain(words);
    expect(more).toEqual([]);
    expect(reading.hosts.find((host) => host.name === 'p510')).toMatchObject({
      inFlake: true,
      complete: false,
      file: FILE,
    });
    expectOthers(reading);
    const files = new FleetFiles(dir);
    expect(() => files.text(FILE)).toThrow(FILE);
  };

  it('is a finding when it is binary', () => {
    writeFileSync(target, Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 151) % 256)));
    expectUnreadable(readFleet(dir), 'binary');
  });

  it('is a finding when symbolic links lead in a circle', () => {
    rmSync(target);
    symlinkSync('default.nix', target);
    expectUnreadable(readFleet(dir), 'circle');
  });

  it('is a finding without permission', () => {
    chmodSync(target, 0o000);
    asNobody(() => expectUnreadable(readFleet(dir), 'permission denied'));
    chmodSync(target, 0o644);
    expect(findingsOf(readFleet(dir), 'unreadable-file')).toEqual([]);
  });

  it('is a finding when it is a pipe, which is not waited for', () => {
    rmSync(target);
    execFileSync('mkfifo', [target]);
    expectUnreadable(readFleet(dir), 'pipe');
  });

  it('is a finding when it is removed while the fleet is read', () => {
    const { readFileSync } = fs;
    vi.spyOn(fs, 'readFileSync').mockImplementation((file, ...rest) => {
      if (file === target) rmSync(target, { force: true });
      return Reflect.apply(readFileSync, fs, [file, ...rest]) as string;
    });
    syncBuiltinESMExports();
    try {
      expectUnreadable(readFleet(dir), 'was removed');
    } finally {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    }
  });
});

describe('a file of a host that is unusual', () => {
  it('reads the same with CRLF, and with tabs', () => {
    const before = assignmentsOf(BEFORE, 'p510');
    for (const text of [GOOD.replaceAll('\n', '\r\n'), GOOD.replace(/^ +/gmu, '\t')]) {
      writeFileSync(target, text);
      const reading = readFleet(dir);
      expect(reading.findings).toEqual([]);
      expect(assignmentsOf(reading, 'p510')).toEqual(before);
    }
  });

  it('is read but not edited in Latin-1', () => {
    const before = assignmentsOf(BEFORE, 'p510');
    writeFileSync(target, Buffer.from(`# Ger\xe4t\n${GOOD.replace(/[^\0-\x7f]/gu, '?')}`, 'latin1'));
    const reading = readFleet(dir);
    expect(findingsOf(reading, 'unreadable-file')).toMatchObject([{ severity: 'error' }]);
    expect(assignmentsOf(reading, 'p510')).toHaveLength((before as unknown[]).length);
    expectOthers(reading);
    const files = new FleetFiles(dir);
    expect(() => files.text(FILE)).toThrow('not UTF-8');
  });

  it.each([
    ['a byte order mark', `\uFEFF${GOOD}`, 1],
    ['merge-conflict markers', `${GOOD}<<<<<<< HEAD\n=======\n>>>>>>> other\n`, GOOD.split('\n').length],
  ])('is a finding with its line with %s', (_what, text, line) => {
    writeFileSync(target, text);
    const reading = readFleet(dir);
    expect(findingsOf(reading, 'syntax')[0]).toMatchObject({ severity: 'error', line });
    expectOthers(reading);
  });

  it('is a finding with its line when it uses a variable that nothing defines', () => {
    writeFileSync(target, GOOD.replace('imports = [', 'imports = nobody ++ ['));
    const reading = readFleet(dir);
    expect(findingsOf(reading, 'undefined')).toMatchObject([{ severity: 'error', line: 3 }]);
    expectOthers(reading);
  });

  it('is told when it is generated and huge, and read all the same', () => {
    const entry = '  home-manager.users.me."made-0000000".enable = true;\n';
    const many = Array.from({ length: 90_000 }, (_, i) => entry.replace('0000000', String(i)));
    writeFileSync(path.join(dir, 'hosts/p510/made.nix'), `{\n${many.join('')}}\n`);
    writeFileSync(target, GOOD.replace(/imports = \[/u, 'imports = [ ./made.nix'));
    const reading = readFleet(dir);
    expect(reading.findings).toMatchObject([{ rule: 'large-file', file: 'hosts/p510/made.nix' }]);
    expectOthers(reading);
  }, 60_000);
});
