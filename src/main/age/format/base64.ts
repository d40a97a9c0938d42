/** Base 64 without padding, as age writes everything in a header (RFC 4648, 4). */
export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64').replace(/=+$/, '');

/** The bytes, or null for anything but their one canonical text: other characters, padding, stray bits at the end. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return toBase64(bytes) === text ? bytes : null;
}
