import { describe, expect, it } from 'vitest';
import { emptyFat32, SMALLEST_FAT32 } from './fat32';

const MEGA = 1024 ** 2;
const GIGA = 1024 ** 3;

/** What a driver reads of the volume, by the specification's own arithmetic. */
function read(drive: number) {
  const image = emptyFat32(drive, 'Files', 0x1234_5678);
  const view = new DataView(image.buffer);
  const start = view.getUint32(446 + 8, true) * 512;
  const sectors = view.getUint32(446 + 12, true);
  const u8 = (at: number): number => view.getUint8(start + at);
  const u16 = (at: number): number => view.getUint16(start + at, true);
  const u32 = (at: number): number => view.getUint32(start + at, true);
  const data = u16(14) + u8(16) * u32(36);
  const clusters = Math.floor((u32(32) - data) / u8(13));
  return { image, view, start, sectors, u8, u16, u32, data, clusters };
}

describe('an empty FAT32 drive', () => {
  it.each([SMALLEST_FAT32, 64 * MEGA, 300 * MEGA, 4 * GIGA, 8 * GIGA, 16 * GIGA, 58 * GIGA])(
    'of %i bytes has tables for every cluster and none beyond its end',
    (drive) => {
      const { sectors, start, u32, u16, u8, clusters } = read(drive);
      expect(start + sectors * 512).toBeLessThanOrEqual(drive);
      expect(u32(32)).toBe(sectors);
      expect(clusters).toBeGreaterThanOrEqual(65_525);
      expect(clusters).toBeLessThan(0x0fff_fff5);
      expect(u32(36) * 128).toBeGreaterThanOrEqual(clusters + 2);
      expect([u16(11), u8(16), u32(44)]).toEqual([512, 2, 2]);
    },
  );

  it('has two equal tables, a second boot sector, and a root with its name alone', () => {
    const { image, view, start, u16, u32, data } = read(64 * MEGA);
    const fat = (nth: number): Uint8Array => {
      const at = start + (u16(14) + nth * u32(36)) * 512;
      return image.subarray(at, at + u32(36) * 512);
    };
    expect(Buffer.compare(fat(0), fat(1))).toBe(0);
    expect([...new Uint32Array(fat(0).slice(0, 16).buffer)]).toEqual([
      0x0fff_fff8, 0x0fff_ffff, 0x0fff_ffff, 0,
    ]);
    expect(image.subarray(start, start + 512)).toEqual(image.subarray(start + 6 * 512, start + 7 * 512));
    expect(new TextDecoder().decode(image.subarray(start + data * 512, start + data * 512 + 11))).toBe(
      'FILES      ',
    );
    expect(view.getUint16(510, true)).toBe(0xaa55);
    expect(view.getUint8(450)).toBe(0x0c);
  });

  it('is not made of a drive that is too small', () => {
    expect(() => emptyFat32(SMALLEST_FAT32 - 1, 'X', 1)).toThrow(RangeError);
  });
});
