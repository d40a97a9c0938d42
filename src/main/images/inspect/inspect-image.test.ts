import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForNode, removeBundle } from '../../process/testing';
import { findUnpackers } from '../../writer';
import { sha256Of, writeBootImage, writeChecksum } from '../../writer/testing';
import { blockMapOf, parseBlockMap } from './block-map';
import { checksumIn } from './checksum';
import { inspectImage } from './inspect-image';

const MB = 1024 * 1024;
const IMAGE = 3 * MB;

describe('looking at an image', () => {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-inspect-'));
  const file = (name: string): string => join(dir, name);
  let bundle = '';
  beforeAll(async () => {
    bundle = await bundleForNode(new URL('../../writer/helper/main.ts', import.meta.url), 'cjs');
    writeBootImage(file('a.iso'), IMAGE);
    for (const program of ['gzip -k1', 'xz -k0', 'zstd -qk1']) {
      const [name, ...words] = program.split(' ');
      execFileSync(name!, [...words, file('a.iso')]);
    }
    // The same as a stream, whose size nobody can tell before.
    writeFileSync(file('b.zst'), execFileSync('zstd', ['-qc'], { input: readFileSync(file('a.iso')) }));
    // Two streams in one file, as parallel packers make them, and with zeros between and behind.
    const stream = readFileSync(file('a.iso.xz'));
    writeFileSync(file('two.xz'), Buffer.concat([stream, stream]));
    writeFileSync(
      file('padded.xz'),
      Buffer.concat([stream, Buffer.alloc(2 * MB + 8), stream, Buffer.alloc(MB)]),
    );
    writeFileSync(file('odd.xz'), Buffer.concat([stream, Buffer.alloc(6)]));
  });
  afterAll(async () => {
    rmSync(dir, { recursive: true });
    await removeBundle(bundle);
  });
  const inspect = (name: string, more: { check?: boolean; sha256?: string } = {}) =>
    inspectImage({ path: file(name), check: false, bundle, unpackers: findUnpackers(), ...more });

  it('tells packing, size and where the size is from', async () => {
    expect(await inspect('a.iso')).toMatchObject({
      packing: 'none',
      content: 'iso',
      label: 'TESTBOOT',
      bytes: IMAGE,
      bytesFrom: 'file',
    });
    expect(await inspect('a.iso.xz')).toMatchObject({ packing: 'xz', bytes: IMAGE, bytesFrom: 'index' });
    for (const name of ['two.xz', 'padded.xz'])
      expect(await inspect(name), name).toMatchObject({
        packing: 'xz',
        bytes: 2 * IMAGE,
        bytesFrom: 'index',
      });
    expect(await inspect('a.iso.zst')).toMatchObject({ packing: 'zstd', bytes: IMAGE, bytesFrom: 'index' });
    expect(await inspect('a.iso.gz')).toMatchObject({ packing: 'gzip', bytes: null, content: 'iso' });
  });

  it('counts what no index tells, when it is to check', async () => {
    expect(await inspect('a.iso.gz', { check: true })).toMatchObject({ bytes: IMAGE, bytesFrom: 'counted' });
    expect(await inspect('b.zst', { check: true })).toMatchObject({ bytes: IMAGE });
  });

  it('compares the checksum that was given, or lies beside it', async () => {
    const sha256 = sha256Of(file('a.iso'), IMAGE);
    expect(await inspect('a.iso', { check: true, sha256 })).toMatchObject({
      sha256,
      checksum: { from: 'given', file: null },
    });
    await expect(inspect('a.iso', { check: true, sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'checksum-wrong',
    });
    writeChecksum(file('a.iso.sha256'), sha256, 'a.iso');
    expect(await inspect('a.iso', { check: true })).toMatchObject({ sha256, checksum: { from: 'file' } });
    writeChecksum(file('a.iso.sha256'), 'f'.repeat(64), 'a.iso');
    await expect(inspect('a.iso', { check: true })).rejects.toMatchObject({ code: 'checksum-wrong' });
    rmSync(file('a.iso.sha256'));
  });

  it('finds what is cut short or corrupt', async () => {
    const cut = (from: string, to: string, bytes: number): void =>
      writeFileSync(file(to), readFileSync(file(from)).subarray(0, -bytes));
    cut('a.iso', 'cut.iso', MB);
    cut('a.iso.xz', 'cut.xz', 20);
    cut('a.iso.zst', 'cut.zst', 20);
    cut('a.iso.gz', 'cut.gz', 20);
    for (const name of ['cut.iso', 'cut.xz', 'odd.xz', 'cut.zst']) {
      await expect(inspect(name), name).rejects.toMatchObject({ code: 'image-damaged' });
    }
    await expect(inspect('cut.gz', { check: true })).rejects.toMatchObject({ code: 'image-damaged' });
    writeFileSync(file('empty'), '');
    await expect(inspect('empty')).rejects.toMatchObject({ code: 'image-unreadable' });
    await expect(inspect('absent')).rejects.toMatchObject({ code: 'image-unreadable' });
    await expect(inspect('.')).rejects.toMatchObject({ code: 'image-unreadable' });
  });

  it('waits for no pipe, be it called as an image or as what lies beside one', async () => {
    for (const name of ['pipe.iso', 'b.iso.sha256', 'b.iso.bmap']) execFileSync('mkfifo', [file(name)]);
    await expect(inspect('pipe.iso')).rejects.toMatchObject({ code: 'image-unreadable' });
    writeBootImage(file('b.iso'), IMAGE);
    expect(await inspect('b.iso', { check: true })).toMatchObject({ checksum: null });
    expect(await blockMapOf(file('b.iso'), IMAGE)).toBe(undefined);
  });

  it('says when a program to unpack with is missing', async () => {
    const unpackers = { xz: '/absent/xz', zstd: '/absent/zstd' };
    for (const name of ['a.iso.xz', 'a.iso.zst']) {
      await expect(
        inspectImage({ path: file(name), check: false, bundle, unpackers }),
        name,
      ).rejects.toMatchObject({ code: 'unpacker-absent' });
    }
  });
});

const tools = hasTools();
if (!tools)
  console.log('inspect-image.test: nothing starts from USB, because dosfstools and mtools are not installed');

describe.skipIf(!tools)('whether an image starts from USB', () => {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-boots-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const ESP_AT = MB;
  const disk = (
    name: string,
    kind: '12' | '16' | '32',
    program: string | null,
    bootCode: boolean,
  ): string => {
    const esp = join(dir, `${name}.esp`);
    writeFileSync(esp, '');
    truncateSync(esp, kind === '32' ? 40 * MB : 12 * MB);
    execFileSync('mkfs.vfat', ['-F', kind, ...(kind === '32' ? ['-s', '1'] : []), esp], { stdio: 'ignore' });
    const bytes = readFileSync(esp);
    const file = join(dir, name);
    const fd = openSync(file, 'w');
    const first = Buffer.alloc(512);
    if (bootCode) first.write('boot', 0);
    first[450] = 0xef;
    first.writeUInt32LE(ESP_AT / 512, 454);
    first.writeUInt32LE(bytes.length / 512, 458);
    first.writeUInt16LE(0xaa55, 510);
    writeSync(fd, first, 0, 512, 0);
    if (program !== null) {
      const source = join(dir, 'program');
      writeFileSync(source, 'MZ');
      for (const words of [
        ['mmd', '::/EFI'],
        ['mmd', '::/EFI/BOOT'],
      ]) {
        execFileSync(words[0]!, ['-i', esp, words[1]!]);
      }
      execFileSync('mcopy', ['-i', esp, source, `::/EFI/BOOT/${program}`]);
    }
    const whole = readFileSync(esp);
    writeSync(fd, whole, 0, whole.length, ESP_AT);
    closeSync(fd);
    return file;
  };
  const boots = async (file: string) =>
    (await inspectImage({ path: file, check: false, bundle: '', unpackers: {} })).boots;

  it('UEFI by the programs in FAT12, FAT16 and FAT32, BIOS by the code in the first sector', async () => {
    expect(await boots(disk('x64', '32', 'BOOTX64.EFI', true))).toMatchObject({ bios: 'yes', uefi: 'yes' });
    expect(await boots(disk('arm', '16', 'BOOTAA64.EFI', false))).toMatchObject({
      bios: 'no',
      uefi: 'yes',
      words: ['UEFI: aarch64'],
    });
    expect(await boots(disk('x86', '12', 'BOOTIA32.EFI', false))).toMatchObject({ uefi: 'yes' });
    expect(await boots(disk('other', '12', 'OTHER.EFI', false))).toMatchObject({ bios: 'no', uefi: 'no' });
    expect(await boots(disk('empty', '12', null, false))).toMatchObject({ uefi: 'no' });
  });
});

describe('a checksum file', () => {
  const sum = 'a'.repeat(64);
  it.each([
    ['of sha256sum', `${sum}  image.iso\n`],
    ['of sha256sum in binary', `${sum} *image.iso\n`],
    ['with --tag', `SHA256 (image.iso) = ${sum}\n`],
    ['alone', `${sum.toUpperCase()}\n`],
    ['among others', `${'b'.repeat(64)}  other.iso\n${sum}  ./image.iso\n`],
  ])('%s', (_what, text) => {
    expect(checksumIn(text, 'image.iso')).toBe(sum);
  });
  it.each([
    ['of another file', `${sum}  other.iso\n`],
    ['of another kind', `${'a'.repeat(40)}  image.iso\n`],
    ['empty', ''],
  ])('%s tells nothing', (_what, text) => {
    expect(checksumIn(text, 'image.iso')).toBe(null);
  });
});

describe('a block map', () => {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-bmap-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const image = join(dir, 'a.img');
  writeFileSync(image, Buffer.alloc(100_000, 1));
  const map = execFileSync(
    'bash',
    ['installer-images/practice/block-map.sh', image, '0', '5000', '40960', '4096'],
    { encoding: 'utf8' },
  );

  it('tells the stretches that must be written', () => {
    expect(parseBlockMap(map, 100_000)).toEqual([
      { from: 0, to: 8192 },
      { from: 40_960, to: 45_056 },
    ]);
  });
  it('of another image, or changed by a byte, allows nothing to be left out', () => {
    expect(parseBlockMap(map, 100_001)).toBe(undefined);
    expect(parseBlockMap(map.replace('10', '11'), 100_000)).toBe(undefined);
    expect(parseBlockMap('', 100_000)).toBe(undefined);
  });
});

function hasTools(): boolean {
  try {
    execFileSync('mkfs.vfat', ['--help'], { stdio: 'ignore' });
    execFileSync('mmd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
