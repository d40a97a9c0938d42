/** Bech32 (BIP 173) without its limit on length, as age writes keys: a readable prefix, data, a checksum. */

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;

export interface Bech32 {
  /** In the case it was written in. */
  readonly prefix: string;
  readonly bytes: Buffer;
}

/** Null for what is no Bech32: mixed case, other characters, a wrong checksum, bits left over. */
export function decodeBech32(text: string): Bech32 | null {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return null;
  const split = lower.lastIndexOf('1');
  if (split < 1 || lower.length - split - 1 < CHECKSUM_LENGTH) return null;
  const prefix = lower.slice(0, split);
  if (!/^[\x21-\x7e]+$/.test(prefix)) return null;
  const values = Array.from(lower.slice(split + 1), (letter) => ALPHABET.indexOf(letter));
  if (values.includes(-1) || checksum(prefix, values) !== 1) return null;
  const bytes = regroup(values.slice(0, -CHECKSUM_LENGTH), 5, 8);
  return bytes && { prefix: text.slice(0, split), bytes: Buffer.from(bytes) };
}

/** In the case of the prefix, which is all one case. */
export function encodeBech32(prefix: string, bytes: Uint8Array): string {
  const lower = prefix.toLowerCase();
  const values = regroup([...bytes], 8, 5, true) ?? [];
  const sum = checksum(lower, [...values, ...Array<number>(CHECKSUM_LENGTH).fill(0)]) ^ 1;
  const tail = Array.from({ length: CHECKSUM_LENGTH }, (_, at) => (sum >>> (5 * (5 - at))) & 31);
  const text = `${lower}1${[...values, ...tail].map((value) => ALPHABET[value]).join('')}`;
  return prefix === lower ? text : text.toUpperCase();
}

function checksum(prefix: string, values: readonly number[]): number {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  let sum = 1;
  for (const value of [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...values]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((term, bit) => {
      if ((top >>> bit) & 1) sum ^= term;
    });
  }
  return sum >>> 0;
}

/** The same bits in groups of another size; null where bits are left over that `fill` may not have added. */
function regroup(values: readonly number[], from: number, to: number, fill = false): number[] | null {
  const groups: number[] = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = ((held << from) | value) & 0xffff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      groups.push((held >>> bits) & ((1 << to) - 1));
    }
  }
  const rest = (held << (to - bits)) & ((1 << to) - 1);
  if (fill) return bits > 0 ? [...groups, rest] : groups;
  return bits >= from || rest !== 0 ? null : groups;
}
